"""Cutting a text into marked stretches: nothing is lost, nothing is marked that is no proof."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.highlight import Mark, Segment, paragraphs

TEXT = st.text(st.sampled_from("ab \n"), min_size=1, max_size=40)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXT)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends, st.integers(1, 4)), max_size=6))
    return text, [Mark(min(a, b), max(a, b), fact, "role") for a, b, fact in pairs if a != b]


@settings(deadline=None)
@given(marked())
def test_the_segments_are_the_text_without_blank_lines(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    shown = ["".join(segment.text for segment in paragraph) for paragraph in paragraphs(text, marks, [])]
    assert shown == [line for line in text.split("\n") if line.strip()]


@settings(deadline=None)
@given(marked())
def test_a_character_carries_exactly_the_facts_of_the_marks_over_it(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    drawn = [s.facts for paragraph in paragraphs(text, marks, []) for s in paragraph for _ in s.text]
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    offsets = [s + i for s, line in zip(starts, lines, strict=True) if line.strip() for i in range(len(line))]
    assert drawn == [tuple(sorted({m.fact for m in marks if m.start <= at < m.end})) for at in offsets]


def test_overlapping_proof_and_a_zone() -> None:
    marks = [Mark(0, 6, 1, "role"), Mark(4, 9, 2, "quote"), Mark(4, 6, 3, "mention")]
    assert paragraphs("abcd ef ghi\nshare", marks, [(12, 17, "share line")]) == (
        (
            Segment("abcd", (1,), "role", anchors=("char=0,6",)),
            Segment(" e", (1, 2, 3), "quote", anchors=("char=4,6", "char=4,9"), closing=(1, 3)),
            Segment("f g", (2,), "quote", closing=(2,)),
            Segment("hi"),
        ),
        (Segment("share", rule="share line"),),
    )


def test_proof_over_two_lines_begins_on_the_first_and_ends_on_the_last() -> None:
    assert paragraphs("ab\n\ncd", [Mark(1, 5, 1, "role")], []) == (
        (Segment("a"), Segment("b", (1,), "role", anchors=("char=1,5",))),
        (Segment("c", (1,), "role", closing=(1,)), Segment("d")),
    )
