"""A view made live: what travels so that a browser can draw every step of a slider by itself.

`snapshot` is the figure at a view. `arm` is one slider's whole travel: the figure is drawn at every step, the other
values held, and the leaves that change are kept. `frame` is one step of a handle, or of a slider that is chased: the
leaves in which the figure where it is differs from the figure where it was taken. NumPy stays the only mathematics;
the browser puts leaves into place.
"""

import base64
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from lossviz.drawing.theme import THEMES
from lossviz.drawing.words import said
from lossviz.vocabulary import Drawing, Parameter, UnknownName, View
from lossviz.vocabulary.errors import hint

_NOTHING = 65535  # the code of a number that is not there
_FEW = 3  # controls that need no folding away

Path = tuple[str | int, ...]


def snapshot(view: View, drawing: Drawing, live: Sequence[str] | None = None, most: int = 0) -> dict[str, Any]:
    """The figure of a view with its controls, ready for JSON.

    Parameters
    ----------
    view, drawing : View, Drawing
        The view and what it draws.
    live : sequence of str, optional
        The sliders that the reader gets; all controls where it is left out.
    most : int
        How many stops a slider may have; as many as the figure allows if it is 0.
    """
    controls, figure = view.shown, plain(drawing.specification())
    every = {each.name: each.text(view.values[each.name]) for each in controls}
    are_few = live is not None or len(controls) <= _FEW
    parts = [
        {**part, "fold": "" if are_few else each.fold}
        for each in controls
        for part in each.described(view.values[each.name], most or view.figure.most_steps)
        if live is None or part["name"] in live
    ]
    if most:
        _widen(figure["handles"], {part["name"]: part["steps"] for part in parts if len(part.get("steps", ())) > 1})
    return {
        "figure": figure,
        "controls": parts,
        "head": view.head,
        "presets": [] if "presets" in view.conceal else list(_presets(view, drawing)),
        "fields": {**every, **view.fields()},
        "themes": THEMES,
        "conceal": view.conceal,
    }


def _presets(view: View, drawing: Drawing) -> Iterator[dict[str, Any]]:
    """The states to start from; of the one that is on screen, once it is all there, its sentences too."""
    now, numbers = (
        view.fields() if drawing.done == 1 else {},
        {name: each.value for name, each in drawing.readings.items()},
    )
    for each in view.figure.presets:
        fields = {"figure": view.figure.key, **each.fields}
        yield {"name": each.name, "fields": fields, "says": said(each.says, numbers) if fields == now else ""}


def _widen(handles: Sequence[dict[str, Any]], stops: Mapping[str, Sequence[float]]) -> None:
    """Lets handles go from stop to stop of the sliders that they move: within a stop, an arrow key would do nothing."""
    for motion in (handle[way] for handle in handles for way in "xy"):
        if motion and motion["name"] in stops:
            low, second, *_ = stops[motion["name"]]
            motion["step"] = max(motion["step"], second - low)


def sliders(view: View) -> dict[str, tuple[Parameter, str]]:
    """The sliders that are shown and travel ahead: parameter and component by name; ``name.1`` is a vector's second."""
    found: dict[str, tuple[Parameter, str]] = {}
    for control in view.shown:
        if isinstance(control, Parameter) and not control.by_hand and control.travel == "ahead":
            places = [str(place) for place in range(len(control.components))]
            found |= {f"{control.name}.{place}": (control, place) for place in places} or {control.name: (control, "")}
    return found


def slider_of(view: View, name: str) -> tuple[Parameter, str]:
    """The slider of this name, or `UnknownName`."""
    known = sliders(view)
    if name not in known:
        has = f"It has: {', '.join(known) or 'none'}."
        raise UnknownName(f"This figure has no slider {name!r}. {hint(name, known)}{has}")
    return known[name]


def arm(view: View, slider: str) -> dict[str, Any]:
    """All steps of a slider: its values and, for every leaf of the figure that changes, a column of them.

    Raises
    ------
    UnknownName
        If the figure has no such slider.
    """
    parameter, place = slider_of(view, slider)
    steps, now = parameter.steps(view.figure.most_steps), view.values[parameter.name]
    frames = [
        view.moved(**{parameter.name: parameter.moved(now, place, step)}).draw().specification() for step in steps
    ]
    columns: dict[str, tuple[list[Path], Any]] = {}
    for path, nodes in varying(frames):
        _add(columns, path, column(nodes))
    return {"steps": steps, "columns": [[paths, code] for paths, code in columns.values()]}


def frame(before: Drawing, after: Drawing) -> dict[str, Any]:
    """The leaves of a drawing that are not as they were before, as an `arm` of one step."""
    columns: dict[str, tuple[list[Path], Any]] = {}
    for path, leaf in _changed(before.specification(), after.specification(), ()):
        _add(columns, path, column([leaf]) if isinstance(leaf, np.ndarray) else {"each": [plain(leaf)]})
    return {"columns": [[paths, code] for paths, code in columns.values()]}


def _add(columns: dict[str, tuple[list[Path], Any]], path: Path, code: dict[str, Any]) -> None:
    """Adds a column, or its path to a column that is the same: marks in several panels share theirs."""
    key = code["u2"] + str(code["low"]) + str(code["scale"]) if "u2" in code else repr(code)
    columns.setdefault(key, ([], code))[0].append(path)


def _changed(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any]]:
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
    elif type(before) is not type(after) or not same(before, after):
        yield path, after


def plain(node: Any) -> Any:
    """A specification with its arrays encoded; a number that is not there becomes null."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [plain(item) for item in node]
    if isinstance(node, np.ndarray):
        data = np.ascontiguousarray(node, np.float64)
        return {"f8": base64.b64encode(data.tobytes()).decode(), "shape": data.shape}
    if isinstance(node, np.generic):
        node = node.item()
    return None if isinstance(node, float) and not math.isfinite(node) else node


def varying(nodes: Sequence[Any], path: Path = ()) -> Iterator[tuple[Path, Sequence[Any]]]:
    """Paths and columns of the leaves that are not the same in all of the nodes."""
    first = nodes[0]
    if all(node is first for node in nodes):
        return
    if isinstance(first, dict):
        for key in first:
            yield from varying([node[key] for node in nodes], (*path, key))
    elif isinstance(first, list | tuple):
        if len({len(node) for node in nodes}) > 1:
            raise ValueError(f"A figure keeps its shape while a slider moves; {path} does not.")
        for place in range(len(first)):
            yield from varying([node[place] for node in nodes], (*path, place))
    elif isinstance(first, np.ndarray):
        if not all(node is first or np.array_equal(node, first, equal_nan=True) for node in nodes):
            yield path, nodes
    elif not all(same(node, first) for node in nodes):
        yield path, nodes


def same(one: Any, other: Any) -> bool:
    """Whether two leaves are equal, or both no number: a reading may be none."""
    return one == other or (one != one and other != other)


def column(nodes: Sequence[Any]) -> dict[str, Any]:
    """A column as JSON: numbers on a scale of 65535 steps, two bytes each; all else as it is.

    One part in 65535 of a column's range is less than a hundredth of a pixel on a chart, and the
    released state is drawn from the exact snapshot. Shorter arrays are filled up with nothing.
    """
    if not isinstance(nodes[0], np.ndarray):
        return {"each": plain(nodes)}
    stack = stacked(nodes)
    coded, low, scale = scaled(stack)
    return {"u2": base64.b64encode(coded.tobytes()).decode(), "shape": stack.shape, "low": low, "scale": scale}


def scaled(stack: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Numbers as steps on a scale of their range, the lowest number and the size of a step."""
    there = np.isfinite(stack)
    low = float(stack.min(where=there, initial=np.inf)) if there.any() else 0.0
    high = float(stack.max(where=there, initial=-np.inf)) if there.any() else 0.0
    scale = (high - low) / (_NOTHING - 1) or 1.0
    return np.where(there, np.rint((np.where(there, stack, low) - low) / scale), _NOTHING).astype("<u2"), low, scale


def stacked(nodes: Sequence[np.ndarray]) -> np.ndarray:
    """The arrays of a leaf as one; shorter ones are filled up with nothing."""
    longest = max(nodes, key=np.size).shape
    if any(node.shape != longest for node in nodes):
        nodes = [np.pad(node, (0, longest[0] - node.size), constant_values=np.nan) for node in nodes]
    return np.stack(nodes)
