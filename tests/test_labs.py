"""Every lab: its first view makes its point, its states to start from bear out what they say, its sliders draw."""

import importlib
import json
import pkgutil
import re
from pathlib import Path

import numpy as np
import pytest

import lossviz
from lossviz import labs
from lossviz.catalogue import CATALOGUE, PAGES
from lossviz.drawing.words import said
from lossviz.learning.runs import patient
from lossviz.live import payload
from lossviz.vocabulary import Parameter, View
from tests.pictures import anywhere
from tests.promises import (
    assert_coloured_by_meaning,
    assert_handles_work,
    assert_no_holes,
    assert_numbers_are_told,
    assert_on_axes,
    assert_promised,
    assert_travels,
    assert_valid,
)

LABS = CATALOGUE.labs
SEEDS = 20
STATES = 8  # at random
FIGURES = [(lab, figure) for lab in LABS.values() for figure in lab.figures.values()]
PRESETS = [(lab, figure, preset) for lab, figure in FIGURES for preset in figure.presets]

every_lab = pytest.mark.parametrize("lab", LABS.values(), ids=LABS)
every_figure = pytest.mark.parametrize(
    ("lab", "figure"), FIGURES, ids=[f"{lab.key}-{each.key}" for lab, each in FIGURES]
)
every_preset = pytest.mark.parametrize(
    ("lab", "figure", "preset"), PRESETS, ids=[f"{lab.key}-{figure.key}-{each.name}" for lab, figure, each in PRESETS]
)


def _view(lab, **fields):
    view, complaints = View.read(fields, PAGES[lab.key])
    assert complaints == []
    return view


def _numbers(view):
    return {name: each.value for name, each in view.draw().readings.items()}


def _assert_drawn(view):
    drawn = view.draw()
    assert drawn.done == 1
    assert_promised(view.subject.name, drawn)
    assert_numbers_are_told(drawn)
    assert_travels(drawn)
    assert_coloured_by_meaning(drawn)
    assert_on_axes(drawn)
    assert_no_holes(drawn, False)
    assert_handles_work(view, drawn)
    assert_valid(drawn)


def test_a_lab_is_a_folder_named_by_its_key():
    folders = [found.name for found in pkgutil.iter_modules(labs.__path__)]
    assert sorted(folders) == sorted(LABS)
    for folder in folders:
        assert importlib.import_module(f"lossviz.labs.{folder}").LAB.key == folder


@every_figure
def test_a_kind_of_figure_of_a_lab_is_a_file_named_by_its_key(lab, figure):
    assert (Path(labs.__path__[0]) / lab.key / f"{figure.key}.py").is_file()


def test_no_two_kinds_of_figure_share_a_key():
    keys = [figure.key for _, figure in FIGURES] + list(CATALOGUE.figures)
    assert len(keys) == len(set(keys))


@every_lab
def test_a_lab_opens_on_the_first_of_its_states(lab):
    figure = next(iter(lab.figures.values()))
    assert 2 <= len(figure.presets) <= 6
    if not lab.on_site:
        assert _view(lab).fields() == {**_view(lab).head, **figure.presets[0].fields}, "the first view has no sentence"


@every_preset
def test_what_a_state_to_start_from_says_holds_on_most_seeds(lab, figure, preset):
    given = {"figure": figure.key, **preset.fields}
    view = _view(lab, **given)
    assert view.fields() == {**view.head, **preset.fields}, "not as an address is written"
    _assert_drawn(view)
    numbers = _numbers(view)
    assert preset.holds(numbers), said(preset.says, numbers)
    assert all(len(sentence.split()) <= 25 for sentence in said(preset.says, numbers).split(". "))
    if preset.seed:
        seeds = next(each for each in view.controls if each.name == preset.seed).steps(10**6)[:SEEDS]
        held = {True: [], False: []}
        for seed in seeds:
            held[bool(preset.holds(_numbers(view.moved(**{preset.seed: seed}))))].append(seed)
            if max(map(len, held.values())) > len(seeds) / 2:
                break  # the rest cannot change the answer
        assert len(held[True]) > len(seeds) / 2, held


@every_figure
def test_a_figure_of_a_lab_is_a_valid_picture_at_both_ends_of_every_slider(lab, figure):
    page = PAGES[lab.key]
    subject = next(key for key in (page.start, *page.subjects) if figure.key in page.kinds(page.subjects[key]))
    view = _view(lab, **{lab.of: subject, "figure": figure.key})
    _assert_drawn(view)
    shown = {each.name for each in view.shown}
    for control in view.controls:
        if isinstance(control, Parameter) and control.name in shown and control.travel == "ahead":
            for stop in control.slider[:2]:
                number = control.moved(view.values[control.name], "0" if control.components else "", stop)
                moved = view.moved(**{control.name: number})
                _assert_drawn(moved)
                assert View.read(moved.fields(), PAGES[lab.key])[0].values == moved.values
    for name in payload.sliders(view):
        payload.arm(view, name)  # it keeps its shape


def test_a_view_of_a_lab_is_made_in_python_and_fits_into_a_file(tmp_path):
    own = lossviz.lab("numerics", "positive", format="float16", logit_float16=-18)
    assert own.draw().readings["value_logits"].value == 18
    assert own.fields()["computation"] == "positive"
    saved = own.save(tmp_path / "numerics.html", live=("logit_float16",), stops=11)
    assert "Cross-entropy, a positive example" in saved.read_text(encoding="utf-8")
    assert "<lossviz view computation=positive" in repr(own)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("numeric",), "There is no lab 'numeric'. Did you mean 'numerics'?"),
        (("regression",), "There is no lab 'regression'."),
        (("numerics", "positiv"), "There is no computation 'positiv'. Did you mean 'positive'?"),
        (("numerics", "positive", "batches"), "There is no figure 'batches'. Did you mean 'batch'?"),
    ],
)
def test_a_lab_that_is_none_is_refused_with_those_there_are(asked, said):
    with pytest.raises(lossviz.UnknownName, match=re.escape(said)):
        lossviz.lab(*asked)


@every_figure
def test_any_legal_state_of_a_figure_of_a_lab_can_travel_and_be_drawn(lab, figure):
    rng, page = np.random.default_rng(len(figure.key)), PAGES[lab.key]
    subjects = [key for key, each in page.subjects.items() if figure.key in page.kinds(each)]
    for turn in range(STATES):
        view = anywhere(_view(lab, **{lab.of: subjects[turn % len(subjects)], "figure": figure.key}), rng)
        try:
            drawn = view.draw()
            assert drawn.takeaway
            assert_travels(drawn)
            assert_on_axes(drawn)
            json.dumps(payload.snapshot(view, drawn), allow_nan=False)
        except Exception as problem:
            problem.add_note(f"at {view!r}")
            raise


@every_lab
def test_every_subject_of_a_lab_draws_in_its_first_figure(lab):
    page = PAGES[lab.key]
    for key in page.subjects:
        with patient(0.1):  # what takes long is there in part
            drawing = _view(lab, **{lab.of: key}).draw()
        assert_promised(page.subjects[key].name, drawing)
