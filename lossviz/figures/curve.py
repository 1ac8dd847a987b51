"""The curve: a loss and its gradient along a line, with a probe that shows the arithmetic."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.handles import along as moves
from lossviz.figures.handles import handle
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
    lines, labels = loss.space.lines, loss.space.labels
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
            options=(("gradient", "gradient"), ("influence", "gradient and weight")),
            default="gradient",
            meaning="the weight is the gradient divided by that of the plain loss: half the square, or cross-entropy",
        ),
        Several(
            name="against",
            label="Compared with",
            options=tuple((other.key, other.name) for other in comparable(loss)),
            default=loss.beside,
            meaning="other losses of the family, drawn thinner",
        ),
    ]
    own = [control for control in own if isinstance(control, Several) or len(control.options) > 1]
    if len(labels) == 1:
        own = [control for control in own if control.name != "label"]
    return (*loss.parameters, *(_probe(line) for line in lines), *own)


def comparable(loss: Loss) -> list[Loss]:
    """The other losses of the family that have the same lines."""
    lines = [line.key for line in loss.space.lines]
    family = family_of(loss.key).losses.values()
    return [other for other in family if other is not loss and [line.key for line in other.space.lines] == lines]


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything but the probes of the lines that are not drawn."""
    hidden = {probe_name(line) for line in loss.space.lines} - {probe_name(_line(loss, values))}
    return tuple(control.name for control in controls(loss) if control.name not in hidden)


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the curve; see `lossviz.spec.Figure`."""
    line = _line(loss, values)
    labels = _labels(loss, values)
    influence = values["below"] == "influence"
    at = values[probe_name(line)]
    panels = _panels(influence)
    data, said, tags = [], [], []
    for place, shown_loss in enumerate(
        [loss, *(other for other in comparable(loss) if other.key in values["against"])]
    ):
        parameters = hashable(parameters_of(shown_loss, loss, values))
        for turn, label in enumerate(labels):
            style = _style(place, turn)
            course, heights = _course(shown_loss.key, line.key, label.key, parameters, len(panels))
            name = shown_loss.name + (f", {label.name}" if len(labels) > 1 else "")
            for panel, height in zip(panels, heights, strict=True):
                data.append(_curve(course.t, height, panel, name, style, place == 0))
            tags.append((name, course, style))
            if turn == 0:
                said.append((shown_loss, *_probed(shown_loss.key, line.key, label.key, parameters, at)))
    (_, value, slope), parameters = said[0], parameters_of(loss, loss, values)
    kinks = tags[0][1].kinks
    data.append(_kinks_and_names(kinks, tags, line))
    data.append(_tangent_and_probe(line, at, value, slope))
    lower = [slope, _weight(np.array([at]), np.array([slope]), line, labels[0])[0]]
    data += [_kinks_and_probe(kinks, at, height, panel) for panel, height in zip(panels[1:], lower, strict=False)]
    return {
        "data": data,
        "layout": _layout(line, panels),
        "worked": _worked(loss, parameters, line, labels[0], at, value, slope),
        "takeaway": _takeaway(loss, parameters, line, labels[0], at, said),
        "handles": [handle("probe", (at, value), x=moves(_probe(line)))],
    }


def probe_name(line: Line) -> str:
    """The name of the probe on a line; each line has one of its own, so that it keeps its place."""
    return f"at_{line.key}"


def _probe(line: Line) -> Parameter:
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
    return math.ceil(line.low / step - 1e-9) * step, math.floor(line.high / step + 1e-9) * step


def _line(loss, values) -> Line:
    wanted = values.get("line", loss.space.lines[0].key)
    return next(line for line in loss.space.lines if line.key == wanted)


def _labels(loss, values) -> list[Label]:
    wanted = values.get("label", loss.space.labels[0].key)
    return [label for label in loss.space.labels if wanted in (ALL, label.key)]


def _panels(influence):
    """For each panel its axes, its title and the part of the height it takes."""
    if influence:
        return [("x", "y", (0.5, 1.0)), ("x", "y2", (0.25, 0.46)), ("x", "y3", (0.0, 0.21))]
    return [("x", "y", (0.42, 1.0)), ("x", "y2", (0.0, 0.36))]


def _style(place, turn):
    if place == 0:
        return {"ink": None, "dash": "solid" if turn == 0 else DASHES[turn - 1], "width": 3}
    return {
        "ink": OTHERS[(place - 1) % len(OTHERS)],
        # Shifted by one with every round of colours, so that colour and dash together stay unlike.
        "dash": DASHES[(place - 1 + (place - 1) // len(OTHERS)) % len(DASHES)],
        "width": 1.75 if turn == 0 else 1,
    }


@lru_cache(maxsize=1024)
def _course(key, line_key, label_key, parameters, panels):
    """A loss's profile and the heights of its curves in the panels; most stay as they are while a slider moves."""
    loss, line, label = _placed(key, line_key, label_key)
    course = profile(loss, line, label, unhashed(parameters))
    heights = [_in_window(course.value, line.values), _in_window(course.slope, line.slopes)]
    if panels > len(heights):
        heights.append(_in_window(_weight(course.t, course.slope, line, label), WEIGHTS))
    return course, heights


@lru_cache(maxsize=4096)
def _probed(key, line_key, label_key, parameters, at):
    """A loss and its slope at the probe."""
    loss, line, label = _placed(key, line_key, label_key)
    value, slope = along(loss, line, label, unhashed(parameters), np.array([at]))
    return float(value[0]), float(slope[0])


def _placed(key, line_key, label_key):
    """A loss with the line and the label of its own space that have these keys."""
    space = LOSSES[key].space
    line = next(line for line in space.lines if line.key == line_key)
    return LOSSES[key], line, next(label for label in space.labels if label.key == label_key)


def _weight(t, slope, line, label):
    """The slope divided by that of the plain loss: how many plain examples this one counts for."""
    plain = line.reference(t, label)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(plain) > 1e-9, slope / plain, np.nan)


WEIGHTS = (-0.2, 3.2)


def _in_window(heights, view):
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


def _marks(panel, **settings):
    _, y, _ = panel
    return {"type": "scatter", "xaxis": "x", "yaxis": y, "hoverinfo": "skip", "meta": {"table": False}, **settings}


def _verticals(kinks):
    """Positions and heights of vertical lines, each followed by a gap."""
    heights = np.full((kinks.size, 3), np.nan)
    heights[:, :2] = (-1e3, 1e3)
    return np.repeat(kinks, 3), heights.ravel()


_KINK_LINE = {"color": ink("kink"), "dash": "dot", "width": 1}
_PROBE = {"color": ink("probe"), "line": {"color": ink("paper"), "width": 2}, "opacity": 1}


def _kinks_and_names(kinks, tags, line):
    x, y = _verticals(kinks)
    names = _name_places(tags, line)
    # A gap after each name, or the kinks' line would run from name to name.
    places = np.array([[[at, height], [np.nan, np.nan]] for at, height, *_ in names]).reshape(-1, 2)
    return _marks(
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
    return _marks(
        panel,
        mode="lines+markers",
        x=np.concatenate([[at, np.nan], x]),
        y=np.concatenate([[height, np.nan], y]),
        marker={**_PROBE, "size": np.concatenate([[11.0], np.zeros(1 + x.size)])},
        line=_KINK_LINE,
    )


def _tangent_and_probe(line, at, value, slope):
    reach = 0.14 * (line.high - line.low)
    x = np.array([at - reach, at, at + reach])
    return _marks(
        ("x", "y", None),
        mode="lines+markers",
        x=x,
        y=np.clip(value + slope * (x - at), -1e3, 1e3),
        marker={**_PROBE, "size": [0, 11, 0]},
        line={"color": ink("gradient"), "width": 2},
    )


def _name_places(tags, line):
    """Where each curve's name stands: on its curve, as near to its higher end in view as leaves names apart.

    Each place is a position, a height, the side of the position that the name runs to, the name and its style.
    """
    low, high = line.values
    span, width = high - low, line.high - line.low
    places, taken = [], []
    for name, course, style in tags:
        seen = np.nonzero((course.value >= low) & (course.value <= high - 0.05 * span))[0]
        if not seen.size:
            places.append((line.low, high - 0.1 * span, "right", name, style))
            continue
        falls = bool(course.value[seen[0]] > course.value[seen[-1]] + 1e-6)
        reach = _CHARACTER * len(name) * width * (1 if falls else -1)
        for i in (seen[::6] if falls else seen[::-6]).tolist():
            ends = float(course.t[i]), float(course.t[i]) + reach
            box = (min(ends), max(ends), float(course.value[i]))
            if not any(_overlap(box, other, span) for other in taken):
                break
        taken.append(box)
        places.append((box[0 if falls else 1], box[2], "right" if falls else "left", name, style))
    return places


_CHARACTER = 0.0085  # the width of a letter as a fraction of a wide chart's


def _overlap(box, other, span):
    return box[0] < other[1] and other[0] < box[1] and abs(box[2] - other[2]) < 0.075 * span


def _layout(line, panels):
    view = [line.low, line.high]
    titles = ("loss", "gradient", "weight")
    ranges = (line.values, line.slopes, WEIGHTS)
    axes = {
        ("yaxis" if y == "y" else f"yaxis{y[1:]}"): axis(title, domain=list(domain), range=list(span), nticks=6)
        for (_, y, domain), title, span in zip(panels, titles, ranges, strict=False)
    }
    return layout(
        xaxis=axis(line.name, range=view, anchor=panels[-1][1], domain=[0, 1]),
        uirevision=f"{line.key} {len(panels)}",
        **axes,
    )


def _worked(loss, parameters, line, label, at, value, slope):
    prediction, target = (part[0] for part in line.place(np.array([at]), label))
    expression = blackboard(loss.worked(prediction, target, **parameters))
    return [f"L = {expression} = {say(value)}", f"dL/d{line.symbol} = {say(slope)}"]


def _takeaway(loss, parameters, line, label, at, said):
    costs = [
        f"{named(loss, parameters) if other is loss else other.name} costs {say(value)} and has slope {say(slope)}"
        for other, value, slope in said
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
