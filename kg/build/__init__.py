"""Runs the steps one after the other: inputs in, a store out that holds each article once.

find_inputs ▶ read ▶ (skip what has not changed) ▶ extract ▶ resolve ▶ facts.put ▶ store
"""

from kg.build.pipeline import build, expected_articles
from kg.build.report import BuildReport, Refusal
from kg.build.submissions import Submission, SubmissionReader
from kg.build.workers import readings

__all__ = ["BuildReport", "Refusal", "Submission", "SubmissionReader", "build", "expected_articles", "readings"]
