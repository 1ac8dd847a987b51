"""What papers report: each case says what was read of its source, and its figure shows what is said of it."""

import re

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.content.cases import CASES, READ
from lossviz.content.guides import GUIDES
from lossviz.drawing.words import said

LONGEST, MOST = 25, 3  # words of a sentence, sentences of a paragraph

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)


@every_case
def test_a_case_says_what_was_read_and_tells_no_number_that_was_not(case):
    assert case.sources
    for source in case.sources:
        assert source.read in READ
        assert source.url.startswith("https://")
        assert 1900 < source.year < 2100
    has_read = {source.read for source in case.sources} & {"text", "summary"}
    assert bool(case.number) == bool(has_read), "a number that nobody read, or one that was read and is not told"


@every_case
def test_its_figure_draws_and_its_sentence_is_made_of_readings(case):
    view = case.exhibit.view()
    assert view.draw().data
    assert 1 <= len(case.exhibit.free) <= 2
    assert {*case.exhibit.free} <= {control.name for control in view.controls}
    assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", case.says)), "a number is typed"
    used = {*re.findall(r"\{(\w+)", case.says)}
    assert used

    def disturbed(exhibit, **changes):
        readings = exhibit.read(**changes)
        return {name: value * (1.371 + 0.013 * place) + 0.0177 for place, (name, value) in enumerate(readings.items())}

    known, other = case.known, case.numbers(disturbed)
    for name in used:
        assert np.isfinite(known[name])
        is_setting = any(value == known[name] for value in view.values.values() if isinstance(value, float))
        assert known[name] != other[name] or (name.startswith("at_") and is_setting)


@every_case
def test_its_words_are_few(case):
    for text in (case.happened, case.number, said(case.says, case.known)):
        sentences = [each for each in re.split(r"(?<=[.?!:;])\s+", text) if each]
        assert len(re.split(r"(?<=[.?!])\s+", text.strip())) <= MOST, f"too many sentences: {text!r}"
        for sentence in sentences:
            assert len(sentence.split()) <= LONGEST, f"too long: {sentence!r}"


def test_a_source_that_stands_on_a_card_too_has_the_same_year_and_first_author():
    cards = {each.url: each for loss in LOSSES.values() for each in loss.references}
    shared = [source for case in CASES for source in case.sources if source.url in cards]
    assert shared
    for source in shared:
        assert source.year == cards[source.url].year, source.name
        first = re.split(r", | and ", cards[source.url].authors)[0].split()[-1]
        assert first in source.name.split(",")[0], f"{source.name}: {first}"


def test_each_case_has_a_name_of_its_own_and_the_page_its_figure():
    assert len({case.key for case in CASES}) == len(CASES)
    told = GUIDES["cases"].tells({})
    assert {key: each["page"] for key, each in told.browser["opens"].items()} == {
        case.key: case.exhibit.page for case in CASES
    }
