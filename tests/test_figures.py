"""Every figure of every loss is a picture that Plotly can draw and a reader can read and take hold of."""

import numpy as np
import plotly.graph_objects as go
import pytest

from lossviz import CATALOGUE, FIGURES
from lossviz.drawing.line_charts import windows
from lossviz.drawing.theme import DARK, LIGHT, THEMES
from lossviz.maths.lines import along, kinks_along
from lossviz.vocabulary import Choice, Painting, Parameter
from tests.cases import every_case, every_loss
from tests.pictures import (
    PAIRS,
    every_drawing,
    every_figure,
    every_pair,
    leaves,
    moved,
    options,
    random_view,
    view_of,
)
from tests.promises import (
    assert_coloured_by_meaning,
    assert_handles_work,
    assert_no_holes,
    assert_numbers_are_told,
    assert_on_axes,
    assert_promised,
    assert_travels,
    assert_valid,
    contrast,
    number_at,
)


@every_drawing
def test_a_drawing_can_travel_be_drawn_be_read_and_be_taken_hold_of(case, figure):
    plain = not case.parameters  # numbers change no shape: options are tried, and Plotly is asked, where they are plain
    for chosen in options(view_of(case.loss, figure)) if plain else [{}]:
        view = view_of(case.loss, figure, **case.bound, **chosen)
        drawn = view.draw()
        try:
            assert_promised(case.loss.name, drawn)
            assert_numbers_are_told(drawn)
            _assert_events_are_shown(view, drawn)
            assert_travels(drawn)
            assert_coloured_by_meaning(drawn)
            assert_on_axes(drawn)
            assert_no_holes(drawn, plain)
            assert_handles_work(view, drawn)
            if plain:
                assert_valid(drawn)
        except Exception as problem:
            problem.add_note(f"at {chosen or 'plain options'}")
            raise


def _assert_events_are_shown(view, drawn):
    """They are events of the loss's space, and what the reader is told is their loss, or their mean, or their sum."""
    prediction, target = view.loss.space.check(*drawn.events)
    costs = view.bound.value(prediction, target)
    assert costs.ndim == 1, "a batch"
    assert np.isfinite(costs).all()
    if "value" in drawn.readings and "relative" not in view.values:  # a relative sets parameters of its own
        told = drawn.readings["value"].value
        assert any(told == pytest.approx(cost, rel=1e-9) for cost in (*costs, costs.mean(), costs.sum()))


@every_pair
def test_a_handle_that_sets_what_it_tells_leaves_the_figure_as_it_is(loss, figure):
    rng = np.random.default_rng([5, len(loss.key), len(figure.key)])
    for view in (view_of(loss, figure), random_view(loss, figure, rng)):
        view = _with_examples_on_steps(_on_steps(view))
        drawn = view.draw()
        for each in [mark for mark in drawn.handles if mark["group"] != "data"] + _examples(drawn)[::11]:
            for motion, at in zip((each["x"], each["y"]), each["at"], strict=True):
                if motion is None:
                    continue
                name, _, place = motion["name"].partition(".")
                again = moved(view, name, place, number_at(motion, at)).draw()
                _assert_alike(again.data, drawn.data, each["label"], 1e-9 if motion["others"] is None else 1e-3)


def _on_steps(view):
    """The view with all that is moved along an axis on a step of it, and within it."""
    values = {}
    for control in view.controls:
        if isinstance(control, Parameter):
            low, high, step = control.slider
            numbers = np.clip(np.array(view.values[control.name], float), low, high)
            near = np.clip(np.round(np.round((numbers - low) / step) * step + low, 10), low, high)
            values[control.name] = control.legal(near)
    return view.moved(**values)


def _examples(drawn):
    return [mark for mark in drawn.handles if mark["group"] == "data"]


def _with_examples_on_steps(view):
    """The view with every example that can be moved put, by its handle, where it is."""
    for each in _examples(view.draw()):
        for motion, at in zip((each["x"], each["y"]), each["at"], strict=True):
            name, _, place = motion["name"].partition(".")
            view = moved(view, name, place, number_at(motion, at))
    return view


def _assert_alike(one, other, label, slack):
    ones, others = dict(leaves(one)), dict(leaves(other))
    assert ones.keys() == others.keys(), label
    for path, leaf in ones.items():
        if isinstance(leaf, np.ndarray):
            np.testing.assert_allclose(leaf, others[path], rtol=slack, atol=slack, err_msg=f"{label}: {path}")
        elif isinstance(leaf, float):
            assert leaf == pytest.approx(others[path], rel=slack, abs=slack), f"{label}: {path}"
        elif path[-2:-1] != ("text",):  # a number in words may round to the other side
            assert leaf == others[path], f"{label}: {path}"


@every_figure
def test_what_is_moved_by_hand_can_be_taken_hold_of(figure):
    for loss in (loss for loss, kind in PAIRS if kind is figure):
        view = view_of(loss, figure)
        by_hand = {c.name for c in view.controls if isinstance(c, Painting) or getattr(c, "by_hand", False)}
        drawn = view.draw()
        held = {m["name"].partition(".")[0] for each in drawn.handles for m in (each["x"], each["y"]) if m}
        held |= {each["name"] for each in drawn.canvases}
        assert bool(by_hand) <= bool(by_hand & held), "nothing of the picture can be moved"
        paintings = {control.name for control in view.controls if isinstance(control, Painting)}
        assert paintings <= held


@every_pair
def test_the_names_of_readings_do_not_change_with_numbers(loss, figure):
    rng = np.random.default_rng([7, len(loss.key), len(figure.key)])
    for _ in range(3):
        view = random_view(loss, figure, rng)
        plain = view.moved(**{each.name: each.initial for each in view.controls if isinstance(each, Parameter)})
        assert list(view.draw().readings) == list(plain.draw().readings)


@every_case
def test_the_curve_in_focus_is_the_loss_wherever_it_is_in_view(case):
    curve = FIGURES["curve"]
    for line in case.space.lines:
        for label in case.space.labels:
            view = view_of(case.loss, curve, **case.bound)
            offered = {control.name: dict(control.options) for control in view.controls if hasattr(control, "options")}
            wanted = {"line": line.key, "label": label.key, "below": "influence"}
            view = view.moved(**{name: option for name, option in wanted.items() if option in offered.get(name, ())})
            traces = {trace["meta"]["role"]: trace for trace in view.draw().data}
            kinks = kinks_along(view.bound, line, label)
            for name, window in zip(("loss", "gradient"), windows(case.loss, line), strict=True):
                x, y = traces[name]["x"], traces[name]["y"]
                prediction, target = line.place(x, label)
                truth = case.value(prediction, target)
                if name == "gradient":
                    truth = along(view.bound, line, label, x)[1]
                seen = (truth >= window[0]) & (truth <= window[1]) & ~np.isin(x, kinks)
                np.testing.assert_allclose(y[seen], truth[seen], rtol=1e-9, atol=1e-9, err_msg=name)
                there = np.isfinite(y)
                np.testing.assert_allclose(y[there], truth[there], rtol=1e-9, atol=1e-9, err_msg=name)
            assert traces["loss"]["x"][0] == line.low
            assert traces["loss"]["x"][-1] == line.high
            assert ("weight" in traces) == all(each.reference for each in case.space.lines)
            if "weight" in traces:
                plain = line.reference(traces["weight"]["x"], label)
                assert np.isfinite(traces["weight"]["y"]).any() == (np.abs(plain) > 1e-9).any()


@every_pair
def test_what_is_shown_are_controls(loss, figure):
    plain = view_of(loss, figure)
    for chosen in options(plain):
        shown = figure.shown(plain.moved(**chosen))
        assert set(shown) <= {control.name for control in plain.controls}
        assert set(chosen) <= set(shown)


@every_pair
def test_controls_are_complete_and_their_names_are_free_for_a_link(loss, figure):
    controls = view_of(loss, figure).controls
    names = [control.name for control in controls]
    assert len(set(names)) == len(names)
    assert not {"loss", "figure", "hide", "slider", "v", "embed", "embed_options"} & set(names)
    for control in controls:
        assert control.meaning
        if isinstance(control, Choice):
            assert control.default in dict(control.options)
        if isinstance(control, Parameter):
            low, high, step = control.slider
            assert low in control.domain
            assert high in control.domain
            assert (high - low) / step == pytest.approx(round((high - low) / step), abs=1e-6)
            default = np.ravel(control.default)
            assert np.ndim(control.default) == 0 or len(set(default)) > 1, "a link writes equal numbers as one"
            assert ((default >= low) & (default <= high)).all(), f"the default of {control.name} is not on its slider"


@every_loss
def test_no_two_losses_are_drawn_alike(loss):
    curve = FIGURES["curve"]
    if curve.key not in CATALOGUE.kinds(loss) or not CATALOGUE.rivals(curve, loss):
        return
    everything = tuple(other.key for other in CATALOGUE.rivals(curve, loss))
    drawn = view_of(loss, curve, against=everything).draw()
    lines = [trace for trace in drawn.data if trace.get("name", "").startswith("loss:")]
    assert len(lines) == 1 + len(everything)
    styles = [(trace["line"]["color"], trace["line"]["dash"]) for trace in lines]
    assert len(set(styles)) == len(styles)


def test_contrast_is_computed_as_the_guidelines_say():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


def test_both_themes_know_the_same_meanings_as_colours_that_plotly_takes():
    assert LIGHT.keys() == DARK.keys()
    for colours in THEMES.values():
        go.Figure([{"type": "scatter", "marker": {"color": list(colours.values())}}])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("meaning", sorted(set(LIGHT) - {"paper", "grid", "axis"}))
def test_every_colour_that_means_something_stands_out_from_the_page(theme, meaning):
    colours = THEMES[theme]
    wanted = 4.5 if meaning in ("text", "muted") else 3.0
    assert contrast(colours[meaning], colours["paper"]) >= wanted
