"""When losses were written down: each once, in the year of its source, and none covers another."""

from itertools import combinations, pairwise

import pytest

from lossviz import FAMILIES, LOSSES
from lossviz.content.timeline import EVENTS, origin, picture

WIDTH = 38 / 780  # of a dot, at the narrowest that the axis gets

LOSS_DOTS = [dot for dot in picture().dots if dot.kind != "event"]


def test_every_loss_is_there_once_and_opens():
    assert sorted(dot.href for dot in LOSS_DOTS) == sorted(
        f"{family.key}?loss={key}" for family in FAMILIES.values() for key in family.losses
    )
    assert all(dot.paths for dot in LOSS_DOTS)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_a_loss_stands_in_the_year_of_a_source_of_its_card(loss):
    first = origin(loss)
    assert first.source in loss.references
    assert first.year == (first.source.since or first.source.year)
    giving = [each for each in loss.references if each.gives.startswith(("Defines ", "Gives ", "Proposes "))]
    if first.is_given:
        assert first.source in giving or first.source.since
    dot = next(dot for dot in LOSS_DOTS if dot.href.endswith(f"?loss={loss.key}"))
    assert (dot.year, dot.kind == "given", dot.says) == (first.year, first.is_given, first.source.gives)


def test_what_tells_of_earlier_work_is_younger_than_it():
    told = [each for loss in LOSSES.values() for each in loss.references if each.since is not None]
    assert told
    assert all(each.since < each.year for each in told)


def test_later_is_further_right_and_years_have_their_place_between_decades():
    dots = picture().dots
    assert [dot.year for dot in dots] == sorted(dot.year for dot in dots)
    for one, other in pairwise(dots):
        assert (one.across < other.across) == (one.year < other.year)
    decades = picture().decades
    assert decades[0][1] == 0.0
    assert decades[-1][1] == pytest.approx(1.0)
    for dot in dots:
        start, place = max((year, place) for year, place, _ in decades if year <= dot.year)
        assert dot.year - start < 10
        assert place < dot.across < next(after for year, after, _ in decades if year > start)


def test_no_dot_covers_another_and_each_is_within_its_row():
    rows = {row.key: row for row in picture().rows}
    for dot in picture().dots:
        assert rows[dot.row].top <= dot.lane < rows[dot.row].top + rows[dot.row].lanes
    for one, other in combinations(picture().dots, 2):
        assert one.lane != other.lane or abs(one.across - other.across) >= WIDTH, f"{one.name} and {other.name}"
    assert sum(row.lanes for row in rows.values()) == picture().lanes


def test_names_of_decades_do_not_touch():
    named = [place for _, place, is_named in picture().decades if is_named]
    assert len(named) > 5
    assert all(other - one >= 0.034 for one, other in pairwise(named))


def test_events_are_told_in_a_sentence_and_lead_to_their_source():
    for event in EVENTS:
        assert event.url.startswith("https://")
        assert event.says.endswith(".")
        assert len(event.says.split()) <= 25
