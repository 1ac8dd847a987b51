"""The curve: a loss and its gradient along a line, with a probe that shows the arithmetic."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.handles import along as moves
from lossviz.figures.handles import handle
from lossviz.figures.marks import name_places
from lossviz.figures.theme import DASHES, OTHERS, axis, ink, layout
from lossviz.figures.words import hashable, named, parameters_of, say, unhashed
from lossviz.losses import LOSSES, family_of
from lossviz.profile import along, profile
from lossviz.spec import Choice, Figure, Interval, Label, Line, Loss, Parameter, Several

ALL = "all"


def fits(loss: Loss) -> bool:
    """Whether the space has a line: all do."""
    return bool(loss.space.lines)


def controls(loss: Loss) -> tuple:
    """What the curve depends on: the loss's parameters, a probe for each line, and how it is shown."""
    return _controls(loss.key)


@lru_cache(maxsize=256)
def _controls(key):
    loss = LOSSES[key]
    lines, labels, others = loss.space.lines, loss.space.labels, comparable(loss)
    known = {"influence": all(line.reference for line in lines), "factor": all(line.plain for line in lines)}
    own = [
        Choice(
            name="line",
            label="Drawn over",
            options=tuple((line.key, line.name) for line in lines),
            default=lines[0].key,
            meaning="the quantity on the horizontal axis",
        ),
        Choice(
            name="label",
            label="True label",
            options=(*((label.key, label.name) for label in labels), (ALL, "all of them")),
            default=labels[0].key,
            meaning="the label that the prediction is compared with",
        ),
        Choice(
            name="below",
            label="Lower panel",
            options=(("gradient", "gradient"), *(option for option in _THIRD if known[option[0]])),
            default="gradient",
            meaning="the weight is the gradient divided by that of the plain loss, which is half the square or "
            "cross-entropy; the factor is the loss divided by the plain loss",
        ),
        Several(
            name="against",
            label="Compared with",
            options=tuple((other.key, other.name) for other in others),
            default=tuple(other.key for other in others if other.key in loss.beside),
            meaning="other losses of the family, drawn thinner",
        ),
    ]
    own = [control for control in own if len(control.options) > (0 if isinstance(control, Several) else 1)]
    if len(labels) == 1:
        own = [control for control in own if control.name != "label"]
    return (*loss.parameters, *(probe_of(line) for line in lines), *own)


def comparable(loss: Loss) -> list[Loss]:
    """The other losses of the family that have the same lines."""
    lines = [line.key for line in loss.space.lines]
    family = family_of(loss.key).losses.values()
    return [other for other in family if other is not loss and [line.key for line in other.space.lines] == lines]


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything but the probes of the lines that are not drawn."""
    hidden = {probe_name(line) for line in loss.space.lines} - {probe_name(line_of(loss, values))}
    return tuple(control.name for control in controls(loss) if control.name not in hidden)


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the curve; see `lossviz.spec.Figure`."""
    line = line_of(loss, values)
    labels = _labels(loss, values)
    below = values.get("below", "gradient")
    at = values[probe_name(line)]
    panels = _panels(below)
    data, said, tags = [], [], []
    for place, shown_loss in enumerate(
        [loss, *(other for other in comparable(loss) if other.key in values.get("against", ()))]
    ):
        parameters = hashable(parameters_of(shown_loss, loss, values))
        for turn, label in enumerate(labels):
            style = style_of(place, turn)
            course, heights = _course(shown_loss.key, line.key, label.key, parameters, below)
            name = shown_loss.name + (f", {label.name}" if len(labels) > 1 else "")
            for panel, height in zip(panels, heights, strict=True):
                data.append(_curve(course.t, height, panel, name, style, place == 0))
            tags.append((name, course, style))
            if turn == 0:
                here = probed(shown_loss.key, line.key, label.key, parameters, at)
                said.append((shown_loss, *here, _fading(line, course)))
    (_, value, slope, _), parameters = said[0], parameters_of(loss, loss, values)
    kinks = tags[0][1].kinks
    data.append(_kinks_and_names(kinks, tags, line))
    data.append(_tangent_and_probe(line, at, value, slope))
    lower = [slope, *(third[0] for third in _third(below, np.array([at]), value, slope, line, labels[0]))]
    data += [_kinks_and_probe(kinks, at, height, panel) for panel, height in zip(panels[1:], lower, strict=False)]
    return {
        "data": data,
        "layout": _layout(line, panels, below),
        "worked": arithmetic(loss, parameters, line, labels[0], at, value, slope),
        "takeaway": _takeaway(loss, parameters, line, labels[0], at, said),
        "handles": [handle("probe", (at, value), x=moves(probe_of(line)))],
    }


def probe_name(line: Line) -> str:
    """The name of the probe on a line; each line has one of its own, so that it keeps its place."""
    return f"at_{line.key}"


def probe_of(line: Line) -> Parameter:
    """The probe on a line."""
    start, step = line.probe
    return Parameter(
        name=probe_name(line),
        symbol=line.symbol,
        default=start,
        domain=Interval(line.low, line.high),
        slider=(*_inside(line, step), step),
        unit="",
        meaning="where the probe stands: moves the point and its tangent",
    )


def _inside(line, step):
    stops = math.ceil(line.low / step - 1e-9), math.floor(line.high / step + 1e-9)
    return tuple(round(stop * step, 10) for stop in stops)


def line_of(loss: Loss, values: Mapping[str, Any]) -> Line:
    """The line of the loss's space that was chosen."""
    wanted = values.get("line", loss.space.lines[0].key)
    return next(line for line in loss.space.lines if line.key == wanted)


def _labels(loss, values) -> list[Label]:
    wanted = values.get("label", loss.space.labels[0].key)
    return [label for label in loss.space.labels if wanted in (ALL, label.key)]


# What the third panel may show, beside gradients; see the control's meaning.
_THIRD = (("influence", "gradient and weight"), ("factor", "gradient and factor"))


def _panels(below):
    """For each panel its axes, its title and the part of the height it takes."""
    if below in dict(_THIRD):
        return [("x", "y", (0.5, 1.0)), ("x", "y2", (0.25, 0.46)), ("x", "y3", (0.0, 0.21))]
    return [("x", "y", (0.42, 1.0)), ("x", "y2", (0.0, 0.36))]


def style_of(place: int, turn: int) -> dict:
    """How a curve is drawn: that of the loss in focus at place 0, its rivals after it; labels by turn."""
    if place == 0:
        return {"ink": None, "dash": "solid" if turn == 0 else DASHES[turn - 1], "width": 3}
    around, colour = divmod(place - 1, len(OTHERS))
    return {
        "ink": OTHERS[colour],
        # Shifted by one with every round of colours, so that colour and dash together stay unlike.
        "dash": DASHES[(colour + around) % len(DASHES)],
        "width": 1.75 if turn == 0 else 1,
    }


@lru_cache(maxsize=1024)
def _course(key, line_key, label_key, parameters, below):
    """A loss's profile and the heights of its curves in the panels; most stay as they are while a slider moves."""
    loss, line, label = placed(key, line_key, label_key)
    course = profile(loss, line, label, unhashed(parameters))
    heights = [in_window(course.value, line.values), in_window(course.slope, line.slopes)]
    heights += [in_window(t, WEIGHTS) for t in _third(below, course.t, course.value, course.slope, line, label)]
    return course, heights


@lru_cache(maxsize=4096)
def probed(key: str, line_key: str, label_key: str, parameters: tuple, at: float) -> tuple[float, float]:
    """A loss and its slope at the probe."""
    loss, line, label = placed(key, line_key, label_key)
    value, slope = along(loss, line, label, unhashed(parameters), np.array([at]))
    return float(value[0]), float(slope[0])


def placed(key: str, line_key: str, label_key: str) -> tuple[Loss, Line, Label]:
    """A loss with the line and the label of its own space that have these keys, or its first label."""
    space = LOSSES[key].space
    line = next(line for line in space.lines if line.key == line_key)
    # Losses with the same lines may know other truths: a generator knows none.
    return LOSSES[key], line, next((label for label in space.labels if label.key == label_key), space.labels[0])


def weight_of(t: np.ndarray, slope: np.ndarray, line: Line, label: Label) -> np.ndarray:
    """The slope divided by that of the plain loss: how many plain examples this one counts for."""
    plain = line.reference(t, label)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(plain) > 1e-9, slope / plain, np.nan)


def _third(below, t, value, slope, line, label):
    """The heights of the third panel's curve, if there is one, in a list."""
    if below == "influence":
        return [weight_of(t, slope, line, label)]
    if below == "factor":
        plain = line.plain(t, label)
        with np.errstate(divide="ignore", invalid="ignore"):
            return [np.where(plain > 1e-9, value / plain, np.nan)]
    return []


WEIGHTS = (-0.2, 3.2)


def in_window(heights: np.ndarray, view: tuple[float, float]) -> np.ndarray:
    """Heights well outside the view are left out: they would cost precision in transport, not be seen."""
    span = 2 * (view[1] - view[0])
    return np.where((heights > view[0] - span) & (heights < view[1] + span), heights, np.nan)


_FOCUS = ("loss", "gradient", "weight")


def _curve(t, heights, panel, name, style, focus):
    _, y, _ = panel
    what = _FOCUS[0 if y == "y" else int(y[1:]) - 1]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": t,
        "y": heights,
        "xaxis": "x",
        "yaxis": y,
        "name": f"{what}: {name}",
        "line": {"color": ink(style["ink"] or what), "dash": style["dash"], "width": style["width"]},
        "hovertemplate": f"{name}: %{{y:.4g}}<extra></extra>" if focus else None,
        "hoverinfo": None if focus else "skip",
    }


# Plotly's work for a drawing grows with the number of traces, so marks of one panel share a trace.


def marks_in(panel: tuple, **settings: Any) -> dict:
    """A trace of marks in a panel, of no interest to a table."""
    _, y, _ = panel
    return {"type": "scatter", "xaxis": "x", "yaxis": y, "hoverinfo": "skip", "meta": {"table": False}, **settings}


def _verticals(kinks):
    """Positions and heights of vertical lines, each followed by a gap."""
    heights = np.full((kinks.size, 3), np.nan)
    heights[:, :2] = (-1e3, 1e3)
    return np.repeat(kinks, 3), heights.ravel()


_KINK_LINE = {"color": ink("kink"), "dash": "dot", "width": 1}
PROBE = {"color": ink("probe"), "line": {"color": ink("paper"), "width": 2}, "opacity": 1}


def _kinks_and_names(kinks, tags, line):
    x, y = _verticals(kinks)
    curves = [(name, course.t, course.value, style) for name, course, style in tags]
    names = name_places(curves, (line.low, line.high), line.values)
    # A gap after each name, or the kinks' line would run from name to name.
    places = np.array([[[at, height], [np.nan, np.nan]] for at, height, *_ in names]).reshape(-1, 2)
    return marks_in(
        ("x", "y", None),
        mode="lines+text",
        x=np.concatenate([places[:, 0], x]),
        y=np.concatenate([places[:, 1], y]),
        text=_with_gaps([name for _, _, _, name, _ in names]),
        textposition=_with_gaps([f"top {side}" for _, _, side, _, _ in names]),
        textfont={"color": _with_gaps([ink(style["ink"] or "loss") for *_, style in names]), "size": 13},
        line=_KINK_LINE,
        connectgaps=False,
        cliponaxis=False,
    )


def _with_gaps(items):
    return [entry for item in items for entry in (item, item)]


def _kinks_and_probe(kinks, at, height, panel):
    x, y = _verticals(kinks)
    return marks_in(
        panel,
        mode="lines+markers",
        x=np.concatenate([[at, np.nan], x]),
        y=np.concatenate([[height, np.nan], y]),
        marker={**PROBE, "size": np.concatenate([[11.0], np.zeros(1 + x.size)])},
        line=_KINK_LINE,
    )


def _tangent_and_probe(line, at, value, slope):
    reach = 0.14 * (line.high - line.low)
    x = np.array([at - reach, at, at + reach])
    return marks_in(
        ("x", "y", None),
        mode="lines+markers",
        x=x,
        y=np.clip(value + slope * (x - at), -1e3, 1e3),
        marker={**PROBE, "size": [0, 11, 0]},
        line={"color": ink("gradient"), "width": 2},
    )


def _layout(line, panels, below):
    view = [line.low, line.high]
    titles = ("loss", "gradient", "factor" if below == "factor" else "weight")
    ranges = (line.values, line.slopes, WEIGHTS)
    axes = {
        ("yaxis" if y == "y" else f"yaxis{y[1:]}"): axis(title, domain=list(domain), range=list(span), nticks=6)
        for (_, y, domain), title, span in zip(panels, titles, ranges, strict=False)
    }
    return layout(
        xaxis=axis(line.name, range=view, anchor=panels[-1][1], domain=[0, 1]),
        uirevision=f"{line.key} {below}",
        **axes,
    )


def arithmetic(
    loss: Loss, parameters: Mapping[str, Any], line: Line, label: Label, at: float, value: float, slope: float
) -> list[str]:
    """The loss at the probe with its numbers filled in, and its slope."""
    prediction, target = (part[0] for part in line.place(np.array([at]), label))
    expression = blackboard(loss.worked(prediction, target, **parameters))
    return [f"L = {expression} = {say(value)}", f"dL/d{line.symbol} = {say(slope)}"]


_FADED = 0.05  # of the steepest slope that is drawn
_STRETCH = 0.05  # of the line that a loss must be flat on, at either end, to be called so


def _fading(line, course):
    """Where, towards an end of the line, the loss hardly pulls; nothing where it does."""
    size = np.abs(course.slope[np.isfinite(course.slope)])
    pulls = np.flatnonzero(size >= _FADED * size.max(initial=0.0))
    if not pulls.size or size.max() == 0:
        return ""
    t = course.t[np.isfinite(course.slope)]
    first, last = t[pulls[0]], t[pulls[-1]]
    least = _STRETCH * (line.high - line.low)
    below = [f"below {line.symbol} = {say(float(first))}"] if first - line.low > least else []
    above = [f"above {line.symbol} = {say(float(last))}"] if line.high - last > least else []
    return f", and hardly pulls {' or '.join(below + above)}" if below or above else ""


def _takeaway(loss, parameters, line, label, at, said):
    names = [named(loss, parameters), *(other.name for other, *_ in said[1:])]
    costs = [
        f"{name} costs {say(value)} and has slope {say(slope)}{fade}"
        for name, (_, value, slope, fade) in zip(names, said, strict=True)
    ]
    where = f"At {line.symbol} = {say(at)}" + (f" with {label.name}" if len(loss.space.labels) > 1 else "")
    return f"{where}, {'; '.join(costs)}."


FIGURE = Figure(
    key="curve",
    name="Curve",
    meaning="The loss and its gradient along a line of predictions, with a probe that shows the arithmetic.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=10,
)
