"""What every way to a loss keeps, whichever it is: it ends soon, its figure shows what is said, its links lead on."""

import re
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest

import lossviz.choices
from lossviz import LOSSES
from lossviz.choices import QUESTIONS, START, Fork, Leaf
from lossviz.content.guides import choose
from lossviz.drawing.words import said

SEEDS = 20
LONGEST, MOST = 25, 3  # words of a sentence, sentences of a paragraph

ENDS = {" ".join(path.fields.values()): path for path in START.ends()}
every_end = pytest.mark.parametrize("path", ENDS.values(), ids=ENDS)


def forks(path):
    """All questions from here on, each with the path to it."""
    if isinstance(path.here, Fork):
        yield path
        for each in path.onward():
            yield from forks(each)


FORKS = list(forks(START))


def linked(address):
    page, _, query = address.partition("?")
    assert page == "choose"
    return dict(parse_qsl(query))


def test_a_kind_is_named_by_its_file_and_found_by_looking():
    folder = Path(lossviz.choices.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "record"}
    assert {option.key for option in START.here.options} == files
    places = [option.place for option in START.here.options]
    assert places == sorted(set(places))
    assert all(option.drawn in LOSSES for option in START.here.options)


@pytest.mark.parametrize("path", FORKS, ids=["-".join(path.fields.values()) or "first" for path in FORKS])
def test_a_question_has_several_answers_that_can_be_told_apart(path):
    options = path.here.options
    assert path.here.asks.endswith("?")
    assert len(options) > 1
    assert len({each.key for each in options}) == len({each.text for each in options}) == len(options)
    assert len(path.taken) < len(QUESTIONS), "a question too many"
    told = choose.tells(path.fields)
    assert not told.notices
    assert told.words["asks"] == path.here.asks
    for answer, option in zip(told.words["answers"], options, strict=True):
        there = START.follow(linked(answer["href"]))
        assert there.here is option.leads, "the link leads to something else"
        assert choose.tells(linked(answer["href"])).notices == ()


@every_end
def test_a_path_ends_soon_and_its_address_leads_to_its_end(path):
    assert isinstance(path.here, Leaf)
    assert len(path.taken) <= len(QUESTIONS)
    assert START.follow(path.fields).here is path.here
    told = choose.tells(path.fields)
    assert told.found
    assert not told.notices
    steps = told.words["path"]
    assert [step["text"] for step in steps] == [option.text for option in path.taken]
    for place, step in enumerate(steps):
        back = START.follow(linked(step["back"]))
        assert back.taken == path.taken[:place]


@every_end
def test_a_figure_draws_and_shows_what_is_said_of_it(path):
    leaf = path.here
    view = leaf.exhibit.view()
    assert view.draw().data
    assert 1 <= len(leaf.exhibit.free) <= 2
    assert {*leaf.exhibit.free} <= {control.name for control in view.controls}
    assert view.subject.key in {leaf.start.loss, *(each.loss for each in (leaf.start, leaf.against))}
    assert leaf.shows(leaf.known), f"it does not show what is said: {leaf.known}"


SEEDED = {name: path for name, path in ENDS.items() if "seed" in path.here.exhibit.view().values}


@pytest.mark.parametrize("path", SEEDED.values(), ids=SEEDED)
def test_what_is_said_of_data_holds_on_most_draws_of_them(path):
    leaf, holds = path.here, 0
    for seed in range(SEEDS):

        def read(exhibit, seed=seed, **changes):
            has_seed = "seed" in exhibit.view().values
            return exhibit.read(**changes, **({"seed": str(seed)} if has_seed else {}))

        holds += leaf.shows(leaf.numbers(read))
    assert holds > SEEDS / 2, f"it holds on {holds} of {SEEDS} draws"


@every_end
def test_every_number_of_a_sentence_is_a_reading_or_a_setting_and_none_is_typed(path):
    leaf = path.here
    written = re.sub(r"\{[^}]*\}", "", leaf.says)
    assert not re.search(r"(?<![A-Za-z₀-₉])\d", written.replace("1/2", "")), f"a number is typed in {leaf.says!r}"
    settings = []

    def noted(exhibit, **changes):
        fields = exhibit.moved(**changes).view().values.values()
        settings.extend(float(each) for each in fields if isinstance(each, float) or str(each).isdecimal())
        return exhibit.read(**changes)

    def disturbed(exhibit, **changes):
        readings = exhibit.read(**changes)
        return {name: value * (1.371 + 0.013 * place) + 0.0177 for place, (name, value) in enumerate(readings.items())}

    leaf.numbers(noted)
    known, other = leaf.known, leaf.numbers(disturbed)
    used = re.findall(r"\{(\w+)", leaf.says)
    assert used
    for name in used:
        assert np.isfinite(known[name])
        if name.startswith("at_"):
            assert any(np.isclose(known[name], each) for each in settings), f"{name} is no setting of what is shown"
        else:
            assert known[name] != other[name], f"{name} does not hang on any reading"


@every_end
def test_what_is_said_is_short(path):
    leaf = path.here
    texts = [said(leaf.says, leaf.known), leaf.price, leaf.start.how, leaf.against.how]
    texts += [text for option in path.taken for text in (option.text, option.about)]
    for text in (*texts, *choose.CHECKS):
        sentences = [each for each in re.split(r"(?<=[.?!:;])\s+", text) if each]
        assert len(re.split(r"(?<=[.?!])\s+", text.strip())) <= MOST, f"too many sentences: {text!r}"
        for sentence in sentences:
            assert len(sentence.split()) <= LONGEST, f"too long: {sentence!r}"


def test_every_loss_is_reached_or_named_beside_one():
    named = {each for path in ENDS.values() for each in _named(path.here)}
    assert named == LOSSES.keys()


def _named(leaf):
    assert leaf.start.loss not in leaf.beside
    return (leaf.start.loss, leaf.against.loss, *leaf.beside)


def test_a_loss_is_held_against_another_or_against_itself_set_otherwise():
    for path in ENDS.values():
        start, against = path.here.start, path.here.against
        assert (start.loss, start.how) != (against.loss, against.how), path.fields


@pytest.mark.parametrize(
    ("fields", "known", "words"),
    [
        ({"task": "numbr"}, {}, "number"),
        ({"task": "number", "trouble": "<b>"}, {"task": "number"}, "“·b·” is no answer"),
        ({"task": "number", "trouble": "outliers", "detail": "x"}, {"task": "number", "trouble": "outliers"}, "“x”"),
        ({"trouble": "outliers"}, {}, "task comes first"),
        ({"task": "number", "trouble": "plain", "detail": "few"}, {"task": "number", "trouble": "plain"}, "ended"),
        ({"task": "number", "detail": "few"}, {"task": "number"}, "trouble comes first"),
    ],
)
def test_an_unknown_answer_gets_a_sentence_and_the_nearest_question_that_is_known(fields, known, words):
    told = choose.tells(fields)
    assert len(told.notices) == 1
    assert words in told.notices[0]
    assert [step["text"] for step in told.words["path"]] == [option.text for option in START.follow(known).taken]


def test_a_link_may_set_what_the_figure_leaves_free_and_nothing_else():
    path = next(each for each in ENDS.values() if "seed" in each.here.exhibit.view().values and each.here.exhibit.free)
    name = path.here.exhibit.free[0]
    other = choose.tells({**path.fields, name: "3", "seed": "7"}).exhibit.view()
    home = path.here.exhibit.view()
    assert other.values[name] == 3.0
    assert other.values["seed"] == home.values["seed"]
    assert choose.tells({**path.fields, name: "far"}).exhibit.view().fields() == home.fields()
