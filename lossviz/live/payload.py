"""A figure made live: what travels so that a browser can draw every step of a slider by itself.

`snapshot` is the figure at a state of the page. `arm` is one slider's whole travel: the figure is evaluated
at every step, the other values held, and the leaves that change are kept. `frame` is one step of a handle:
the leaves in which the figure where the handle is differs from the figure where it was taken. NumPy stays the
only mathematics; the browser puts leaves into place.
"""

import base64
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from lossviz import state
from lossviz.figures.theme import THEMES
from lossviz.spec import Choice, Figure, Loss, Painting, Parameter, Several

_NOTHING = 65535  # the code of a number that is not there


def snapshot(figure: Figure, loss: Loss, values: Mapping[str, Any]) -> dict:
    """The figure at these values, with its controls, ready for JSON."""
    controls = figure.controls(loss)
    shown = figure.shown(loss, values)
    return {
        "figure": _plain(figure.draw(loss, values)),
        "controls": [
            entry
            for control in controls
            if control.name in shown
            for entry in _described(control, values, figure.most_steps)
        ],
        "query": {"loss": loss.key, "figure": figure.key, **state.write(values, controls)},
        "themes": THEMES,
    }


def arm(figure: Figure, loss: Loss, values: Mapping[str, Any], slider: str) -> dict:
    """All steps of a slider: its values and, for every leaf of the figure that changes, a column of them.

    Parameters
    ----------
    slider : str
        A parameter's name; ``name.1`` for the second component of a vector.

    Raises
    ------
    KeyError
        If the figure has no such slider.
    """
    name, _, component = slider.partition(".")
    parameter = next(
        (
            control
            for control in figure.controls(loss)
            if isinstance(control, Parameter) and control.name == name and not control.by_hand
        ),
        None,
    )
    places = {str(i) for i in range(len(parameter.components))} or {""} if parameter else set()
    if component not in places:
        raise KeyError(slider)
    steps = parameter.steps(figure.most_steps)
    frames = []
    for step in steps:
        number = step
        if component:
            number = np.array(_components(parameter, values[name]))
            number[int(component)] = step
        frames.append(figure.draw(loss, {**values, name: number}))
    columns: dict[bytes | str, tuple[list, Any]] = {}
    for path, column in _varying(frames, ()):
        code = _column(column)
        columns.setdefault(repr(code), ([], code))[0].append(path)
    return {"steps": steps, "columns": [[paths, code] for paths, code in columns.values()]}


def frame(before: Any, after: Any) -> dict:
    """The leaves of a drawn figure that are not as they were before, as an `arm` of one step."""
    columns: dict[str, tuple[list, Any]] = {}
    for path, leaf in _changed(before, after, ()):
        code = _column([leaf]) if isinstance(leaf, np.ndarray) else {"each": [_plain(leaf)]}
        columns.setdefault(repr(code), ([], code))[0].append(path)
    return {"columns": [[paths, code] for paths, code in columns.values()]}


def _changed(before, after, path):
    """Paths and new leaves where two nodes differ; a list of another length or a new key is a leaf as a whole."""
    if before is after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        for key in after:
            yield from _changed(before[key], after[key], (*path, key))
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple) and len(before) == len(after):
        for place in range(len(after)):
            yield from _changed(before[place], after[place], (*path, place))
    elif isinstance(before, np.ndarray) and isinstance(after, np.ndarray):
        if not np.array_equal(before, after, equal_nan=True):
            yield path, after
    elif before is None or type(before) is not type(after) or before != after:
        yield path, after


def _described(control, values, most) -> Iterator[dict]:
    """What the browser needs to know of a control; a vector becomes one slider a component."""
    value = values[control.name]
    own = {"name": control.name, "meaning": control.meaning}
    if isinstance(control, Choice | Several):
        several = isinstance(control, Several)
        own |= {"kind": "several" if several else "choice", "label": control.label, "options": control.options}
        yield {**own, "value": list(value) if several else value}
    elif isinstance(control, Painting):
        own |= {"kind": "painting", "label": control.label, "stamps": control.stamps, "side": control.side}
        yield {**own, "digits": control.digits, "value": value}
    elif control.by_hand:
        own |= {"kind": "numbers", "label": _spoken(control), "components": control.components or (control.symbol,)}
        yield {**own, **_numeric(control), "value": _components(control, value)}
    else:
        for place, number in enumerate(_components(control, value)):
            vector = bool(control.components)
            yield {
                **own,
                "kind": "slider",
                "name": f"{control.name}.{place}" if vector else control.name,
                "label": control.components[place] if vector else _spoken(control),
                "symbol": control.symbol,
                "value": _number(number),
                "steps": control.steps(most),
                "landmarks": [[_number(mark.value), mark.label] for mark in control.landmarks],
                **_numeric(control),
            }


def _spoken(parameter):
    return parameter.name.replace("_", " ")


def _numeric(parameter):
    return {
        "domain": {
            "low": _number(parameter.domain.low),
            "high": _number(parameter.domain.high),
            "closed": parameter.domain.closed,
            "words": str(parameter.domain),
            "sizes": [state.SMALLEST, state.LARGEST],
        },
        "step": parameter.slider[2],
        "unit": parameter.unit,
    }


def _components(parameter, value):
    return [float(number) for number in np.broadcast_to(value, max(1, len(parameter.components)))]


def _number(value):
    """A number as JSON can carry it: infinities as strings."""
    return float(value) if np.isfinite(value) else str(float(value))


def _plain(node):
    """A specification with its arrays encoded."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_plain(item) for item in node]
    if isinstance(node, np.ndarray):
        data = np.ascontiguousarray(node, np.float64)
        return {"f8": base64.b64encode(data.tobytes()).decode(), "shape": data.shape}
    return node.item() if isinstance(node, np.generic) else node


def _varying(nodes, path):
    """Paths and columns of the leaves that are not the same in all of the nodes."""
    first = nodes[0]
    if all(node is first for node in nodes):
        return
    if isinstance(first, dict):
        for key in first:
            yield from _varying([node[key] for node in nodes], (*path, key))
    elif isinstance(first, list | tuple):
        if len({len(node) for node in nodes}) > 1:
            raise ValueError(f"A figure keeps its shape while a slider moves; {path} does not.")
        for place in range(len(first)):
            yield from _varying([node[place] for node in nodes], (*path, place))
    elif isinstance(first, np.ndarray):
        if not all(np.array_equal(node, first, equal_nan=True) for node in nodes):
            yield path, nodes
    elif any(node != first for node in nodes):
        yield path, nodes


def _column(nodes):
    """A column as JSON: numbers on a scale of 65535 steps, two bytes each; all else as it is.

    One part in 65535 of a column's range is less than a hundredth of a pixel on a chart, and the
    released state is drawn from the exact snapshot. Shorter arrays are filled up with nothing.
    """
    if not isinstance(nodes[0], np.ndarray):
        return {"each": nodes}
    longest = max(nodes, key=np.size).shape
    if any(node.shape != longest for node in nodes):
        nodes = [np.pad(node, (0, longest[0] - node.size), constant_values=np.nan) for node in nodes]
    stack = np.stack(nodes)
    there = np.isfinite(stack)
    low = float(stack.min(where=there, initial=np.inf)) if there.any() else 0.0
    high = float(stack.max(where=there, initial=-np.inf)) if there.any() else 0.0
    scale = (high - low) / (_NOTHING - 1) or 1.0
    coded = np.where(there, np.rint((np.where(there, stack, low) - low) / scale), _NOTHING).astype("<u2")
    return {"u2": base64.b64encode(coded.tobytes()).decode(), "shape": stack.shape, "low": low, "scale": scale}
