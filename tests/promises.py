"""What every drawing promises, whatever it is of: it can travel, be drawn, be read and be taken hold of."""

import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from lossviz.drawing.theme import THEMES, painted
from lossviz.drawing.words import say
from lossviz.vocabulary import ROLES, Drawing, Moves, Painting
from tests.pictures import control_of, leaves

PLACES = {"x", "y", "z"}
TAKEN: set[str] = set()
CARTESIAN = re.compile(r"[xy]axis\d*")
NO_WORDS = re.compile(r"\bnan\b|undefined|None|array|np\.|\{|-\d")
A_COLOUR = re.compile(r"ink:\w+|#ffffff|rgba\([\d., ]+\)")
NO_COLOUR = re.compile(r"#(?!ffffff$)[0-9a-fA-F]{3,8}$|rgb\(")


def assert_valid(drawn):
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


def assert_promised(name, drawn):
    """It says its point in words and numbers that a reader can read, and what each of its traces is of."""
    assert isinstance(drawn, Drawing)
    assert drawn.worked
    assert all(isinstance(line, str) and re.search(r"\d", line) for line in drawn.worked)
    assert name in drawn.takeaway
    assert re.search(r"\d", drawn.takeaway)
    told = [drawn.takeaway, *drawn.worked]
    assert not any(NO_WORDS.search(text) for text in told), told
    roles = [trace["meta"]["role"] for trace in drawn.data]
    assert set(roles) <= set(ROLES)
    assert set((drawn.short or {}).get("hidden", ())) <= set(roles), "what is hidden on a short screen is there"
    assert all(trace["name"] for trace in drawn.data if trace["meta"].get("table", True))


def assert_numbers_are_told(drawn):
    """Every reading stands in the picture's words, as sentences write numbers; what is so or not, as a sentence."""
    texts = [leaf for _, leaf in leaves([drawn.worked, drawn.takeaway, drawn.data]) if isinstance(leaf, str)]
    for name, reading in drawn.readings.items():
        assert isinstance(reading.value, float)
        if reading.unit == "yes or no":
            assert reading.value in (0.0, 1.0)
            continue
        told = re.compile(rf"(?<![\d.−]){re.escape(say(reading.value))}(?!\d|\.\d)")
        assert np.isnan(reading.value) or any(map(told.search, texts)), f"{name} = {say(reading.value)} is not told"


def assert_travels(drawn):
    """Arrays of numbers or of nothing, and leaves that JSON can hold."""
    for path, leaf in leaves({**drawn.specification(), "readings": None}):
        if isinstance(leaf, np.ndarray):
            assert leaf.dtype.kind in "fi", path
            assert not np.isinf(leaf).any(), path
        else:
            assert leaf is None or isinstance(leaf, str | bool | int | float | np.generic), path
            assert not isinstance(leaf, float) or np.isfinite(leaf), path


def assert_coloured_by_meaning(drawn):
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
                    assert contrast(colours[leaf[4:]], colours[ground[4:]]) >= 4.5, f"{path}: {leaf} on {ground}"


def _grounds(drawn, keys):
    """What a text is written on: the page, or the marks of its own trace."""
    trace = drawn.data[int(keys[1])] if keys[0] == "data" else {}
    on_marks = "markers" in trace.get("mode", "") and trace.get("textposition") == "middle center"
    return set(np.ravel(trace["marker"]["color"]).tolist()) if on_marks else {"ink:paper"}


def assert_on_axes(drawn):
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


def assert_no_holes(drawn, plain):
    """Fields and landscapes have a height everywhere; at some settings, not at the plain ones, they are flat."""
    for trace in drawn.data:
        if trace["type"] in ("contour", "surface"):
            assert np.isfinite(trace["z"]).all()
            assert trace["z"].shape == (trace["y"].size, trace["x"].size)
            seam = trace["type"] == "contour" and trace["contours"]["coloring"] == "none"  # perhaps it runs elsewhere
            assert np.ptp(trace["z"]) > 0 or seam or not plain


def assert_handles_work(view, drawn):
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
                assert example in range(parameter.count + parameter.most)
                assert each["group"] == "data"
                assert each["out"] in (None, f"{name}.{example}.{'out' if example < parameter.count else 'gone'}")
                assert (each["kind"] is None) == (parameter.labels == ())
                assert (motion["low"], motion["high"], motion["step"]) == (parameter.across, parameter.up)[way]
                assert number_at(motion, at) in _Reach(motion)
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
    number = number_at(motion, at)
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


def number_at(motion, at):
    """What a handle sets when it is here: `numbers.js`, said again."""
    if motion["others"] is not None:
        share = min(max(at, _SHARES[0]), _SHARES[1])
        return float(f"{motion['others'] * share / (1 - share):.4g}")
    return float(f"{_to_step(motion, at * motion['times'] - motion['less']):.12g}")


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
