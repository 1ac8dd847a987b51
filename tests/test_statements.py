"""What every statement keeps, whichever it is: its view, its verdict, its sentences."""

import re
from collections import Counter
from urllib.parse import urlsplit

import numpy as np
import pytest

from lossviz.content.guides import GUIDES, predict
from lossviz.content.guides.statements import numbers
from lossviz.content.traps import written
from lossviz.drawing.words import said
from lossviz.statements import COLLECTIONS
from lossviz.statements.record import FALSE, TRUE
from lossviz.traps import TRAPS
from lossviz.traps import numbers as recorded
from lossviz.vocabulary import InvalidInput, UnknownName

SEEDS = 20
LONGEST, MOST = 25, 3  # words of a sentence, sentences of what is told
DRAWS = 40  # of other readings, of which some must turn the verdict round

STATEMENTS = {f"{key}-{each.key}": each for key, found in COLLECTIONS.items() for each in found.statements}
every_statement = pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
every_collection = pytest.mark.parametrize("key", COLLECTIONS)


def settings_of(statement):
    """The settings of all that is read for the numbers of a statement."""
    settings = []

    def read(exhibit, **changes):
        settings.extend(exhibit.moved(**changes).view().values.values())
        return exhibit.read(**changes)

    statement.numbers(read)
    return settings


def disturbed(statement, draw):
    """Its numbers, were all readings others: the same in the same state, whatever they are."""
    drawn = {}

    def read(exhibit, **changes):
        state = (exhibit.page, *sorted({**exhibit.fields, **changes}.items()))
        try:
            readings = exhibit.read(**changes)
        except InvalidInput:  # a place that was itself read
            readings = exhibit.read()
        rng = np.random.default_rng([draw, *map(ord, str(state))])
        if state not in drawn:
            alike = (0.5, 1e-9)[draw] if draw < 2 else None  # some verdicts ask whether two readings are the same
            drawn[state] = {name: alike or value * rng.lognormal() + rng.normal() for name, value in readings.items()}
        return drawn[state]

    return statement.numbers(read)


def words_of(statement):
    known = numbers(statement)
    return [said(statement.told, known), said(statement.otherwise, known)]


@every_collection
def test_keys_and_places_are_their_own(key):
    statements = COLLECTIONS[key].statements
    assert max(Counter(each.key for each in statements).values()) == 1
    assert [each.place for each in statements] == list(range(1, len(statements) + 1))


@every_statement
def test_its_view_is_legal_and_draws_with_something_to_move(statement):
    view = statement.exhibit.view()
    assert view.draw().data
    assert {*statement.exhibit.free} <= {control.name for control in view.controls}
    assert 1 <= len(statement.exhibit.free) <= 2


@every_statement
def test_its_verdict_hangs_on_readings_or_on_what_libraries_gave(statement):
    known = numbers(statement)
    used = set(re.findall(r"\{(\w+)", statement.told + statement.otherwise))
    assert used <= known.keys()
    others = [disturbed(statement, draw) for draw in range(DRAWS)]
    there = [
        float(each)
        for value in settings_of(statement)
        for each in (np.ravel(value) if isinstance(value, tuple | np.ndarray) else [value])
        if isinstance(each, int | float | np.floating)
    ]
    readings = {name for name in known if not name.startswith(("at_", "run_"))}
    assert readings
    for name in used:
        if name.startswith("at_"):
            assert any(np.isclose(known[name], value) for value in there), f"{name} is no setting of what is shown"
        elif name in readings:
            assert any(known[name] != other[name] for other in others), f"{name} does not hang on any reading"
    verdicts = {bool(statement.holds(other)) for other in others}
    assert verdicts == {True, False}, "no other readings turn the verdict round"


@every_statement
def test_no_number_of_it_is_typed(statement):
    for text in (statement.told, statement.otherwise):
        written = re.sub(r"\{[^}]*\}", "", text)
        assert not re.search(r"(?<![A-Za-z₀-₉])\d", written), f"a number is typed in {text!r}"
        assert "{" in text


@every_statement
def test_its_sentences_are_few_and_short(statement):
    for text in (statement.says, *words_of(statement)):
        sentences = re.split(r"(?<=[.?!])\s+", text.strip())
        assert len(sentences) <= MOST, text
        for sentence in sentences:
            assert len(sentence.split()) <= LONGEST, f"too long: {sentence!r}"


@every_statement
def test_its_verdict_holds_on_most_data_or_it_says_why_not(statement):
    if "seed" not in statement.exhibit.view().values:
        return
    verdicts = []
    for seed in range(SEEDS):

        def read(exhibit, seed=seed, **changes):
            has_seed = "seed" in exhibit.view().values and "seed" not in changes
            return exhibit.read(**changes, **({"seed": str(seed)} if has_seed else {}))

        verdicts.append(statement.holds(statement.numbers(read)))
    same = verdicts.count(statement.holds(numbers(statement)))
    assert same > SEEDS / 2 or statement.seed, f"the verdict is the same on {same} of {SEEDS} seeds"


@every_statement
def test_a_wrong_verdict_is_met_with_what_it_would_have_meant(statement):
    known = numbers(statement)
    truth = TRUE if statement.holds(known) else FALSE
    assert statement.guess.is_right(truth, known)
    assert statement.guess.meant(TRUE if truth == FALSE else FALSE, known) == statement.otherwise


def test_what_articles_say_is_false_and_myths_are_nearly_half_true():
    holding = {key: [each.holds(numbers(each)) for each in found.statements] for key, found in COLLECTIONS.items()}
    assert not any(holding["article"])
    assert 0.4 <= np.mean(holding["myths"]) <= 0.6


def test_what_is_set_right_in_words_says_where_that_can_be_read():
    for collection in COLLECTIONS.values():
        for each in collection.corrections:
            assert each.sources
            for text in (each.says, each.so):
                sentences = re.split(r"(?<=[.?!])\s+", text.strip())
                assert len(sentences) <= MOST
                assert all(len(sentence.split()) <= LONGEST for sentence in sentences), text
            for one in each.sources:
                parts = urlsplit(one.address)
                assert parts.scheme in ("https", "")
                assert parts.path


@every_collection
def test_nothing_of_an_answer_is_in_the_page_before_the_verdict(key):
    guide = GUIDES[key]
    told = guide.tells({})
    sent = f"{told.browser} {told.words['claims']} {told.exhibit}"
    assert (told.browser["answered"], told.exhibit) == (None, None)
    for statement in COLLECTIONS[key].statements:
        asked = guide.tells({"claim": statement.key})
        assert (asked.browser["answered"], asked.exhibit) == (None, None)
        assert asked.words["claims"][0].key == statement.key
        for text in words_of(statement):
            assert text not in sent + str(asked.browser)


@every_collection
def test_a_link_with_a_verdict_opens_its_answer(key):
    statement = COLLECTIONS[key].statements[0]
    told = GUIDES[key].tells({"claim": statement.key, "guess": "true"})
    assert told.exhibit is statement.exhibit
    assert told.browser["answered"] == GUIDES[key].answers["verdict"]({"claim": statement.key, "guess": "true"})
    assert told.browser["answered"]["right"] == statement.holds(numbers(statement))


@every_collection
def test_what_is_no_claim_or_no_verdict_is_told_in_a_sentence(key):
    guide, statement = GUIDES[key], COLLECTIONS[key].statements[0]
    missing = guide.tells({"claim": "nothing_like_it"})
    assert not missing.found
    assert "nothing_like_it" in missing.notices[0]
    wrong = guide.tells({"claim": statement.key, "guess": "perhaps"})
    assert wrong.found
    assert wrong.browser["answered"] is None
    for words in ("perhaps", "true, false"):
        assert words in wrong.notices[0]
    with pytest.raises(UnknownName, match="no claim"):
        guide.answers["verdict"]({"claim": "nothing_like_it", "guess": "true"})
    with pytest.raises(InvalidInput, match="true, false"):
        guide.answers["verdict"]({"claim": statement.key})


def test_every_trap_is_a_question_answered_by_what_its_program_gave():
    told = predict.tells({})
    assert {claim.key for claim in told.words["claims"]} == TRAPS.keys()
    for key in TRAPS:
        ran = recorded()["traps"][key]
        wrong, right = np.mean(ran["wrong"]), np.mean(ran["right"])
        truth = "nan" if np.isnan(wrong) else "smaller" if wrong < right else "larger" if wrong > right else "same"
        answer = predict.GUIDE.answers["verdict"]({"claim": key, "guess": truth})
        assert answer["right"] is True
        for side in ("wrong", "right"):
            assert written(ran[side]) in answer["says"]
        others = {"smaller", "same", "larger", "nan"} - {truth}
        for guess in others:
            given = predict.GUIDE.answers["verdict"]({"claim": key, "guess": guess})
            assert (given["right"], bool(given["meant"])) == (False, True)


def test_no_number_of_a_trap_is_in_its_question():
    for claim in predict.tells({}).words["claims"]:
        ran = recorded()["traps"][claim.key]
        shown = f"{claim.says} {claim.label} {claim.program}"
        assert TRAPS[claim.key].story not in shown
        shown = shown.replace(TRAPS[claim.key].given.strip(), "")  # where a number may be one that is put in
        for side in ("wrong", "right"):
            for number in np.ravel(ran[side]):
                text = f"{number:.3g}"
                assert len(text.strip("-0.")) < 3 or text not in shown, f"{claim.key} shows {text}"


@pytest.mark.parametrize(("given", "meant", "truth"), [(np.nan, 1.0, "nan"), (1.0, 1.0, "same"), (2.0, 1.0, "larger")])
def test_a_question_has_an_answer_whatever_a_program_gives(monkeypatch, given, meant, truth):
    key = next(iter(TRAPS))
    ran = {"traps": {key: {"wrong": given, "right": meant}}, "versions": {}}
    monkeypatch.setattr(predict, "recorded", lambda: ran)
    assert predict.GUIDE.answers["verdict"]({"claim": key, "guess": truth})["right"] is True
