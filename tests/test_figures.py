"""Every figure of every loss is a picture that Plotly can draw and a reader can read and take hold of."""

import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from lossviz import CATALOGUE, FIGURES
from lossviz.drawing.line_charts import windows
from lossviz.drawing.theme import DARK, LIGHT, THEMES, painted
from lossviz.drawing.words import say
from lossviz.maths.lines import along, kinks_along
from lossviz.vocabulary import ROLES, Choice, Drawing, Moves, Painting, Parameter
from tests.cases import every_case, every_loss
from tests.pictures import (
    PAIRS,
    control_of,
    every_drawing,
    every_figure,
    every_pair,
    leaves,
    moved,
    options,
    random_view,
    view_of,
)

PLACES = {"x", "y", "z"}
TAKEN: set[str] = set()
CARTESIAN = re.compile(r"[xy]axis\d*")
NO_WORDS = re.compile(r"\bnan\b|undefined|None|array|np\.|\{|-\d")
A_COLOUR = re.compile(r"ink:\w+|#ffffff|rgba\([\d., ]+\)")
NO_COLOUR = re.compile(r"#(?!ffffff$)[0-9a-fA-F]{3,8}$|rgb\(")


@every_drawing
def test_a_drawing_can_travel_be_drawn_be_read_and_be_taken_hold_of(case, figure):
    plain = not case.parameters  # numbers change no shape: options are tried, and Plotly is asked, where they are plain
    for chosen in options(view_of(case.loss, figure)) if plain else [{}]:
        view = view_of(case.loss, figure, **case.bound, **chosen)
        drawn = view.draw()
        try:
            _assert_promised(case.loss, drawn)
            _assert_numbers_are_told(drawn)
            _assert_events_are_shown(view, drawn)
            _assert_travels(drawn)
            _assert_coloured_by_meaning(drawn)
            _assert_on_axes(drawn)
            _assert_no_holes(drawn, plain)
            _assert_handles_work(view, drawn)
            if plain:
                _assert_valid(drawn)
        except Exception as problem:
            problem.add_note(f"at {chosen or 'plain options'}")
            raise


def _assert_valid(drawn):
    """Plotly takes it, with its wide, its narrow and its short layout, and no colour is left without a theme.

    Plotly looks at one property at a time, so each trace and each layout is asked for alone, and once in a run.
    """
    ready = painted(drawn.specification(), THEMES["light"])
    assert not any(isinstance(leaf, str) and leaf.startswith("ink:") for _, leaf in leaves(ready))
    for layout in (ready["layout"], ready["narrow"], (ready["short"] or {}).get("layout")):
        _taken(go.Layout, layout or {}, json.dumps(layout, default=np.ndarray.tolist))
    for trace in ready["data"]:
        # Places may be any numbers.
        kinds = {axis: (str(trace[axis].dtype), trace[axis].ndim) for axis in PLACES & trace.keys()}
        kind = getattr(go, trace["type"].capitalize())
        _taken(kind, trace, json.dumps({**trace, **kinds}, default=np.ndarray.tolist))


def _taken(ask, given, key):
    """Asks Plotly, which takes longer than all else, unless it has taken the same before."""
    if key not in TAKEN:
        ask(given)
        TAKEN.add(key)


def _assert_promised(loss, drawn):
    """It says its point in words and numbers that a reader can read, and what each of its traces is of."""
    assert isinstance(drawn, Drawing)
    assert drawn.worked
    assert all(isinstance(line, str) and re.search(r"\d", line) for line in drawn.worked)
    assert loss.name in drawn.takeaway
    assert re.search(r"\d", drawn.takeaway)
    told = [drawn.takeaway, *drawn.worked]
    assert not any(NO_WORDS.search(text) for text in told), told
    roles = [trace["meta"]["role"] for trace in drawn.data]
    assert set(roles) <= set(ROLES)
    assert set((drawn.short or {}).get("hidden", ())) <= set(roles), "what is hidden on a short screen is there"
    assert all(trace["name"] for trace in drawn.data if trace["meta"].get("table", True))


def _assert_numbers_are_told(drawn):
    """Every reading stands in the picture's words, as sentences write numbers; what is so or not, as a sentence."""
    texts = [leaf for _, leaf in leaves([drawn.worked, drawn.takeaway, drawn.data]) if isinstance(leaf, str)]
    for name, reading in drawn.readings.items():
        assert isinstance(reading.value, float)
        if reading.unit == "yes or no":
            assert reading.value in (0.0, 1.0)
            continue
        told = re.compile(rf"(?<![\d.−]){re.escape(say(reading.value))}(?!\d|\.\d)")
        assert np.isnan(reading.value) or any(map(told.search, texts)), f"{name} = {say(reading.value)} is not told"


def _assert_events_are_shown(view, drawn):
    """They are events of the loss's space, and what the reader is told is their loss, or their mean, or their sum."""
    prediction, target = view.loss.space.check(*drawn.events)
    costs = view.bound.value(prediction, target)
    assert costs.ndim == 1, "a batch"
    assert np.isfinite(costs).all()
    if "value" in drawn.readings and "relative" not in view.values:  # a relative sets parameters of its own
        told = drawn.readings["value"].value
        assert any(told == pytest.approx(cost, rel=1e-9) for cost in (*costs, costs.mean(), costs.sum()))


def _assert_travels(drawn):
    """Arrays of numbers or of nothing, and leaves that JSON can hold."""
    for path, leaf in leaves({**drawn.specification(), "readings": None}):
        if isinstance(leaf, np.ndarray):
            assert leaf.dtype.kind in "fi", path
            assert not np.isinf(leaf).any(), path
        else:
            assert leaf is None or isinstance(leaf, str | bool | int | float | np.generic), path
            assert not isinstance(leaf, float) or np.isfinite(leaf), path


def _assert_coloured_by_meaning(drawn):
    """Colours have meanings, and what is written can be read in either theme."""
    for path, leaf in leaves({"data": drawn.data, "layout": drawn.layout}):
        if not isinstance(leaf, str):
            continue
        keys = [str(key) for key in path]
        if any(key.endswith("color") for key in keys):
            assert A_COLOUR.fullmatch(leaf), f"{path}: {leaf}"
        assert not NO_COLOUR.match(leaf), f"{path}: {leaf}"
        if leaf.startswith("ink:") and {"font", "textfont", "tickfont"} & set(keys):
            for ground in _grounds(drawn, keys):
                for colours in THEMES.values():
                    assert _contrast(colours[leaf[4:]], colours[ground[4:]]) >= 4.5, f"{path}: {leaf} on {ground}"


def _grounds(drawn, keys):
    """What a text is written on: the page, or the marks of its own trace."""
    trace = drawn.data[int(keys[1])] if keys[0] == "data" else {}
    on_marks = "markers" in trace.get("mode", "") and trace.get("textposition") == "middle center"
    return set(np.ravel(trace["marker"]["color"]).tolist()) if on_marks else {"ink:paper"}


def _assert_on_axes(drawn):
    """Every axis has a range, and every trace stands on axes that the layout has."""
    layout = drawn.layout
    for name in filter(CARTESIAN.fullmatch, layout):
        low, high = layout[name]["range"]
        assert low != high, name
    for trace in drawn.data:
        if "scene" in trace:
            assert trace["scene"] in layout
        else:
            for direction in "xy":
                assert trace.get(f"{direction}axis", direction).replace(direction, f"{direction}axis") in layout


def _assert_no_holes(drawn, plain):
    """Fields and landscapes have a height everywhere; at some settings, not at the plain ones, they are flat."""
    for trace in drawn.data:
        if trace["type"] in ("contour", "surface"):
            assert np.isfinite(trace["z"]).all()
            assert trace["z"].shape == (trace["y"].size, trace["x"].size)
            seam = trace["type"] == "contour" and trace["contours"]["coloring"] == "none"  # perhaps it runs elsewhere
            assert np.ptp(trace["z"]) > 0 or seam or not plain


def _assert_handles_work(view, drawn):
    """Each sets numbers of controls that are shown, and says what the numbers are where it is."""
    layout, shown = drawn.layout, [control.name for control in view.shown]
    labels = [each["label"] for each in (*drawn.handles, *drawn.canvases)]
    assert all(labels)
    assert len(set(labels)) == len(labels), "two handles of one name"
    for each in drawn.handles:
        assert CARTESIAN.fullmatch(each["xaxis"])
        assert CARTESIAN.fullmatch(each["yaxis"])
        assert {each["xaxis"], each["yaxis"]} <= set(layout)
        assert len(each["at"]) == 2
        motions = [(motion, at) for motion, at in ((each["x"], each["at"][0]), (each["y"], each["at"][1])) if motion]
        assert motions, f"{each['label']} moves nothing"
        for motion, at in motions:
            name, _, place = motion["name"].partition(".")
            assert name in shown, name
            parameter = control_of(view, name)
            if isinstance(parameter, Moves):
                example, way = map(int, place.split("."))
                assert (example in range(parameter.count), each["group"]) == (True, "data")
                assert (motion["low"], motion["high"], motion["step"]) == (parameter.across, parameter.up)[way]
                assert _number_at(motion, at) in _Reach(motion)
                continue
            assert bool(place) == bool(parameter.components)
            assert (motion["low"], motion["high"], motion["step"]) == parameter.slider
            now = float(np.ravel(view.values[name])[int(place or 0)])
            _assert_tells(motion, at, now, each["label"])
    for each in drawn.canvases:
        painting = control_of(view, each["name"])
        assert isinstance(painting, Painting)
        assert painting.name in shown
        assert each["side"] == painting.side
        assert {each["xaxis"], each["yaxis"]} <= set(layout)


def _assert_tells(motion, at, now, label):
    """The number that a handle would set where it is, is the number that put it there."""
    number = _number_at(motion, at)
    assert number in _Reach(motion)
    if now not in _Reach(motion):
        return  # it was typed: the handle shows it as far out as it can
    slack = 1e-9 * max(1.0, abs(now))
    if motion["others"] is None:
        slack += abs(now - _to_step(motion, now))
    else:
        slack += 6e-5 * max(abs(now), motion["others"] / 100)  # four digits
        least, most = (motion["others"] * share / (1 - share) for share in _SHARES)
        now = min(max(now, least), most)
    assert number == pytest.approx(now, abs=slack), label


_SHARES = (0.0, 0.97)  # of all that bars sum up to: as small and as large as a handle makes one


class _Reach:
    """The numbers that a handle can set."""

    def __init__(self, motion):
        self.low, self.high = (0.0, np.inf) if motion["others"] is not None else (motion["low"], motion["high"])

    def __contains__(self, number):
        return self.low - 1e-9 <= number <= self.high + 1e-9


def _to_step(motion, number):
    nearest = round((number - motion["low"]) / motion["step"]) * motion["step"] + motion["low"]
    return min(motion["high"], max(motion["low"], nearest))


def _number_at(motion, at):
    """What a handle sets when it is here: `numbers.js`, said again."""
    if motion["others"] is not None:
        share = min(max(at, _SHARES[0]), _SHARES[1])
        return float(f"{motion['others'] * share / (1 - share):.4g}")
    return float(f"{_to_step(motion, at * motion['times'] - motion['less']):.12g}")


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
                again = moved(view, name, place, _number_at(motion, at)).draw()
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
            view = moved(view, name, place, _number_at(motion, at))
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


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_guidelines_say():
    assert _contrast("#ffffff", "#000000") == pytest.approx(21)
    assert _contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


def test_both_themes_know_the_same_meanings_as_colours_that_plotly_takes():
    assert LIGHT.keys() == DARK.keys()
    for colours in THEMES.values():
        go.Figure([{"type": "scatter", "marker": {"color": list(colours.values())}}])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("meaning", sorted(set(LIGHT) - {"paper", "grid", "axis"}))
def test_every_colour_that_means_something_stands_out_from_the_page(theme, meaning):
    colours = THEMES[theme]
    wanted = 4.5 if meaning in ("text", "muted") else 3.0
    assert _contrast(colours[meaning], colours["paper"]) >= wanted
