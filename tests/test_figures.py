"""Every figure of every loss is a picture that Plotly can draw and a reader can read."""

import re

import numpy as np
import plotly.graph_objects as go
import pytest

from lossviz.figures import FIGURES
from lossviz.figures.theme import DARK, LIGHT, THEMES, painted
from lossviz.live.payload import arm
from lossviz.profile import along, kinks_along
from lossviz.spec import Choice, Parameter
from tests.cases import every_case, every_loss
from tests.pictures import defaults, every_figure, every_pair, leaves, options, sliders

CARTESIAN = re.compile(r"[xy]axis\d*")


def _drawn(case, figure):
    """The case's figure under each option of each choice."""
    for chosen in options(case.loss, figure):
        values = {**defaults(case.loss, figure), **case.bound, **chosen}
        yield values, figure.draw(case.loss, values)


@every_figure
@every_case
def test_a_figure_is_valid_in_both_themes_and_has_what_it_promises(case, figure):
    for turn, (values, drawn) in enumerate(_drawn(case, figure)):
        for theme in THEMES if turn == 0 else ["light"]:  # Plotly takes milliseconds, and themes differ in names only
            ready = painted(drawn, THEMES[theme])
            go.Figure(ready["data"], ready["layout"])
            assert not any(isinstance(leaf, str) and leaf.startswith("ink:") for _, leaf in leaves(ready))
        assert set(drawn) >= {"data", "layout", "worked", "takeaway", "handle"}
        assert drawn["worked"]
        assert all(isinstance(line, str) and re.search(r"\d", line) for line in drawn["worked"])
        assert case.loss.name in drawn["takeaway"]
        assert re.search(r"\d", drawn["takeaway"])
        told = [drawn["takeaway"], *drawn["worked"]]
        assert not any(re.search(r"\bnan\b|undefined|None|array|np\.|\{|-\d", text) for text in told), told
        settable = {name for name in sliders(case.loss, figure) if name in figure.shown(case.loss, values)}
        assert drawn["handle"] is None or set(drawn["handle"].values()) <= settable | {"xaxis3", "yaxis3"}


@every_figure
@every_case
def test_a_figure_holds_numbers_that_travel(case, figure):
    for values, drawn in _drawn(case, figure):
        for path, leaf in leaves(drawn):
            if isinstance(leaf, np.ndarray):
                assert leaf.dtype.kind in "fi", path
                assert not np.isinf(leaf).any(), f"{path} at {values}"
            else:
                assert leaf is None or isinstance(leaf, str | bool | int | float | np.generic), path
                assert not isinstance(leaf, float) or np.isfinite(leaf), f"{path} at {values}"


@every_figure
@every_case
def test_colours_are_named_by_meaning(case, figure):
    for _, drawn in _drawn(case, figure):
        for path, leaf in leaves({"data": drawn["data"], "layout": drawn["layout"]}):
            if not isinstance(leaf, str):
                continue
            named = [str(key) for key in path]
            if any(key.endswith("color") for key in named):
                assert re.fullmatch(r"ink:\w+|#ffffff|rgba\([\d., ]+\)", leaf), f"{path}: {leaf}"
            assert not re.match(r"#(?!ffffff$)[0-9a-fA-F]{3,8}$|rgb\(", leaf), f"{path}: {leaf}"


@every_figure
@every_case
def test_every_trace_stands_on_axes_that_the_layout_gives_a_range(case, figure):
    for _, drawn in _drawn(case, figure):
        layout = drawn["layout"]
        for name in filter(CARTESIAN.fullmatch, layout):
            low, high = layout[name]["range"]
            assert low < high, name
        for trace in drawn["data"]:
            if "scene" in trace:
                assert trace["scene"] in layout
            else:
                for direction in "xy":
                    reference = trace.get(f"{direction}axis", direction)
                    assert reference.replace(direction, f"{direction}axis") in layout


@every_case
def test_the_curve_in_focus_is_the_loss_wherever_it_is_in_view(case):
    curve = FIGURES["curve"]
    for line in case.space.lines:
        for label in case.space.labels:
            values = {**defaults(case.loss, curve), **case.bound}
            values |= {"line": line.key, "label": label.key, "below": "influence"}
            drawn = curve.draw(case.loss, values)
            traces = {trace["name"].split(":")[0]: trace for trace in reversed(drawn["data"]) if "name" in trace}
            kinks = kinks_along(case.loss, line, label, case.bound)
            for name, view in (("loss", line.values), ("gradient", line.slopes)):
                x, y = traces[name]["x"], traces[name]["y"]
                prediction, target = line.place(x, label)
                truth = case.value(prediction, target)
                if name == "gradient":
                    truth = along(case.loss, line, label, case.bound, x)[1]
                seen = (truth >= view[0]) & (truth <= view[1]) & ~np.isin(x, kinks)
                np.testing.assert_allclose(y[seen], truth[seen], rtol=1e-9, atol=1e-9, err_msg=name)
                there = np.isfinite(y)
                np.testing.assert_allclose(y[there], truth[there], rtol=1e-9, atol=1e-9, err_msg=name)
            assert traces["loss"]["x"][0] == line.low
            assert traces["loss"]["x"][-1] == line.high
            assert np.isfinite(traces["weight"]["y"]).any()


@every_pair
def test_a_field_and_a_landscape_have_no_holes(loss, figure):
    for chosen in options(loss, figure):
        drawn = figure.draw(loss, {**defaults(loss, figure), **chosen})
        for trace in drawn["data"]:
            if trace["type"] in ("contour", "surface"):
                assert np.isfinite(trace["z"]).all()
                assert trace["z"].shape == (trace["y"].size, trace["x"].size)
                assert np.ptp(trace["z"]) > 0


def _shape(node):
    """A specification without its numbers and words."""
    if isinstance(node, dict):
        return {key: _shape(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_shape(item) for item in node]
    return ("array", node.ndim) if isinstance(node, np.ndarray) else None


@every_pair
def test_a_slider_moves_something_but_neither_the_figures_shape_nor_its_axes(loss, figure):
    plain, *_, last = options(loss, figure)
    for chosen in (plain, last):
        values = {**defaults(loss, figure), **chosen}
        drawn = figure.draw(loss, values)
        for slider in sliders(loss, figure):
            name, _, component = slider.partition(".")
            parameter = _control(loss, figure, name)
            moved = arm(figure, loss, values, slider)
            assert len(moved["steps"]) >= 5
            assert moved["steps"][0] == parameter.slider[0]
            assert moved["columns"] or name not in figure.shown(loss, values), f"{slider} moves nothing"
            for paths, _ in moved["columns"]:
                assert not any(path[0] == "layout" for path in paths), f"{slider} changes the layout"
            for step in (moved["steps"][0], moved["steps"][-1]):
                number = step
                if component:
                    number = np.array(np.broadcast_to(values[name], len(parameter.components)), float)
                    number[int(component)] = step
                after = figure.draw(loss, {**values, name: number})
                assert _shape(after) == _shape(drawn), f"{slider} changes the figure's shape"


@every_pair
def test_what_is_shown_are_controls(loss, figure):
    for chosen in options(loss, figure):
        shown = figure.shown(loss, {**defaults(loss, figure), **chosen})
        assert set(shown) <= {control.name for control in figure.controls(loss)}
        assert set(chosen) <= set(shown)


@every_pair
def test_controls_are_complete_and_their_names_are_free_for_a_link(loss, figure):
    controls = figure.controls(loss)
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
            assert ((default >= low) & (default <= high)).all(), f"the default of {control.name} is not on its slider"


@every_loss
def test_no_two_losses_are_drawn_alike(loss):
    curve = FIGURES["curve"]
    values = {**defaults(loss, curve), "against": tuple(dict(_control(loss, curve, "against").options))}
    lines = [trace for trace in curve.draw(loss, values)["data"] if trace.get("name", "").startswith("loss:")]
    assert len(lines) == 1 + len(values["against"])
    styles = [(trace["line"]["color"], trace["line"]["dash"]) for trace in lines]
    assert len(set(styles)) == len(styles)


def _control(loss, figure, name):
    return next(control for control in figure.controls(loss) if control.name == name)


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


def test_both_themes_know_the_same_meanings():
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("meaning", sorted(set(LIGHT) - {"paper", "grid", "axis"}))
def test_every_colour_that_means_something_stands_out_from_the_page(theme, meaning):
    colours = THEMES[theme]
    wanted = 4.5 if meaning in ("text", "muted") else 3.0
    assert _contrast(colours[meaning], colours["paper"]) >= wanted


@pytest.mark.parametrize("theme", THEMES)
@every_pair
def test_what_is_written_on_the_page_can_be_read(loss, figure, theme):
    colours = THEMES[theme]
    for chosen in (defaults(loss, figure), {**defaults(loss, figure), **list(options(loss, figure))[-1]}):
        for path, leaf in leaves(figure.draw(loss, chosen)):
            written = any(str(key) in ("font", "textfont", "tickfont") for key in path)
            if written and isinstance(leaf, str) and leaf.startswith("ink:"):
                assert _contrast(colours[leaf[4:]], colours["paper"]) >= 4.5, f"{path}: {leaf}"
