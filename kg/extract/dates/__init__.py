"""Dates in the words of an article, each with the stretch of days that it can mean."""

from kg.extract.dates.find import dates_in, find_dates

__all__ = ["dates_in", "find_dates"]
