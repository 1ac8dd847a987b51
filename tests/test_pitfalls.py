"""What every pitfall and frequent question keeps: its start, its act, and sentences whose numbers are readings."""

import re

import numpy as np
import pytest

from lossviz.catalogue import PAGES
from lossviz.content import traps
from lossviz.content.guides import GUIDES, pitfalls
from lossviz.content.prose import links
from lossviz.drawing.words import said
from lossviz.lessons.exhibit import exhibit, plainly
from lossviz.pitfalls import PITFALLS, pitfalls_of
from lossviz.questions import QUESTIONS
from lossviz.terms import TERMS
from lossviz.traps import TRAPS
from lossviz.vocabulary import UnknownName
from tests.test_lessons import LONGEST, MOST, is_met

every_pitfall = pytest.mark.parametrize("pitfall", PITFALLS.values(), ids=PITFALLS)
every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
RUN = {key: pitfall for key, pitfall in PITFALLS.items() if pitfall.task}
every_run = pytest.mark.parametrize("pitfall", RUN.values(), ids=RUN)
ANCHORS = {"traps": TRAPS, "pitfalls": PITFALLS, "glossary": TERMS, "faq": QUESTIONS}


def told_of(record):
    """What is said of a pitfall or a question, with its numbers still to come; and those."""
    if record in PITFALLS.values():
        task = record.task
        return [record.sees, *([task.asks, task.hint] if task else [])], pitfalls.numbers(record)
    return [record.says], record.numbers(plainly)


def plain_of(record):
    return [record.name, record.habit, record.instead] if record in PITFALLS.values() else [record.asks]


every_record = pytest.mark.parametrize("record", [*PITFALLS.values(), *QUESTIONS.values()], ids=[*PITFALLS, *QUESTIONS])


@every_run
def test_its_start_does_not_show_what_the_act_shows(pitfall):
    task, known = pitfall.task, pitfalls.numbers(pitfall)
    assert 1 <= len(task.exhibit.free) <= 2
    assert not task.is_within(task.exhibit.read(), known), "it is met before anything is done"
    assert {*task.solution} <= {*task.exhibit.free}
    assert is_met(task, task.solution, known)
    shown = task.exhibit.view().draw().readings.keys()
    assert {name for bound in task.bounds for name in (bound.reading, bound.per) if name} <= shown


@every_run
def test_some_of_a_sliders_stops_are_the_act_and_not_most_of_them(pitfall):
    task, known = pitfall.task, pitfalls.numbers(pitfall)
    others = {name: text for name, text in task.solution.items() if name != task.swept}
    here = task.exhibit.moved(**others)
    control = next(each for each in here.view().controls if each.name == task.swept)
    stops = control.steps(here.view().figure.most_steps)
    met = sum(is_met(task, {**others, task.swept: f"{stop:.10g}"}, known) for stop in stops)
    assert met >= 1
    assert met <= len(stops) / 2 or task.swept_why, f"{met} of {len(stops)} stops meet it"


@every_record
def test_no_number_is_typed(record):
    for text in told_of(record)[0]:
        written = re.sub(r"\{[^}]*\}|\([^)]*\)", "", text)
        assert not re.search(r"(?<![A-Za-z₀-₉])\d", written), f"a number is typed in {text!r}"


@every_record
def test_every_number_comes_from_a_reading_is_a_setting_or_was_printed(record):
    settings = []

    def noted(exhibit, **changes):
        settings.extend(exhibit.moved(**changes).view().values.values())
        return exhibit.read(**changes)

    def disturbed(exhibit, **changes):
        readings = exhibit.read(**changes)
        return {name: value * (1.371 + 0.013 * place) + 0.0177 for place, (name, value) in enumerate(readings.items())}

    known, other = record.numbers(noted), record.numbers(disturbed)
    there = {float(value) for value in settings if isinstance(value, float)}
    for name in {name for text in told_of(record)[0] for name in re.findall(r"\{(\w+)", text)}:
        if name.startswith("at_"):
            assert any(np.isclose(known[name], value) for value in there), f"{name} is no setting of what is shown"
        elif name.startswith("printed_"):
            assert known[name] == other[name]
        else:
            assert known[name] != other[name], f"{name} does not hang on any reading"


@every_record
def test_its_sentences_are_short(record):
    templates, known = told_of(record)
    for text in (*plain_of(record), *(said(each, known) for each in templates)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).strip()
        assert len(re.split(r"(?<=[.?!])\s+", plain)) <= MOST, f"too many sentences: {text!r}"
        for sentence in re.split(r"(?<=[.?!:])\s+", plain):
            assert len(sentence.split()) <= LONGEST, f"too long: {sentence!r}"


@every_record
def test_its_links_lead_somewhere(record):
    texts = [*plain_of(record), *told_of(record)[0]]
    addresses = [address for text in texts for address in links(re.sub(r"\{[^}]*\}", "1", text))]
    for address in (*addresses, *(to for _, to in getattr(record, "see", ()))):
        page, _, anchor = address.partition("#")
        if anchor or page in ANCHORS:
            assert not anchor or anchor in ANCHORS[page], address
        else:
            assert page.partition("?")[0] in PAGES
            assert exhibit(address).view().draw().data


@every_question
def test_its_figure_is_legal_and_draws(question):
    assert question.exhibit is None or question.exhibit.view().draw().data


@every_pitfall
def test_a_pitfall_and_the_trap_that_it_is_lead_to_each_other(pitfall):
    if pitfall.trap:
        assert pitfall in pitfalls_of(pitfall.trap)
        assert (f"pitfalls#{pitfall.key}" in traps.run(pitfall.trap)) == (pitfall.task is not None)
    assert pitfall.task or pitfall.trap, "nothing runs it"


def test_what_comes_of_a_pitfall_is_not_in_the_page_before_it_is_run():
    told = GUIDES["pitfalls"].tells({})
    page = str(told.browser) + str(told.words)
    for key, pitfall in PITFALLS.items():
        seen = GUIDES["pitfalls"].answers["seen"]({"pitfall": key})
        assert seen["sees"]
        assert seen["sees"] not in page
        assert said(pitfall.sees, pitfalls.numbers(pitfall)) not in page
    with pytest.raises(UnknownName, match="delta_left_alone"):
        GUIDES["pitfalls"].answers["seen"]({"pitfall": "delta_left"})


def test_the_browser_is_told_of_every_figure():
    assert GUIDES["pitfalls"].tells({}).browser["tasks"].keys() == RUN.keys()
    drawn = [key for key, question in QUESTIONS.items() if question.exhibit]
    assert list(GUIDES["faq"].tells({}).browser["opens"]) == drawn
    assert {entry["key"] for entry in GUIDES["faq"].tells({}).words["questions"]} == QUESTIONS.keys()
