"""The house style of every figure: colours with meanings, line dashes, axes, margins.

A figure names its colours by meaning (``"ink:loss"``); `painted` and its twin in the browser put in the
colours of the light or the dark theme, so that one specification serves both. Every colour of a line
has a contrast of at least 3:1 against its theme's background.
"""

from collections.abc import Mapping
from typing import Any

LIGHT = {
    "text": "#17202a",
    "muted": "#56616d",
    "grid": "#e3e8ed",
    "axis": "#8b96a1",
    "paper": "#ffffff",
    "loss": "#0067a6",
    "gradient": "#c44e00",
    "weight": "#7a3fa0",
    "kink": "#6b7680",
    "probe": "#17202a",
    "target": "#00795a",
    "outlier": "#b3261e",
    "minimiser": "#c2185b",
    "arrow": "#2b333b",
    "validation": "#c44e00",
    "other1": "#00795a",
    "other2": "#8c4a8f",
    "other3": "#8a6100",
    "other4": "#5b6770",
    "class0": "#0067a6",
    "class1": "#c44e00",
    "class2": "#00795a",
    "step0": "#3f2a8c",
    "step1": "#6a2a9b",
    "step2": "#93278c",
    "step3": "#b3246b",
    "step4": "#bb3a3a",
    "step5": "#a35414",
    "step6": "#7d6608",
}
DARK = {
    "text": "#e8edf2",
    "muted": "#a3afbb",
    "grid": "#2a343f",
    "axis": "#748290",
    "paper": "#10151c",
    "loss": "#5ebcf5",
    "gradient": "#ff9d4d",
    "weight": "#c79bea",
    "kink": "#98a4b0",
    "probe": "#ffffff",
    "target": "#3fcf9f",
    "outlier": "#ff7b72",
    "minimiser": "#ff6fa8",
    "arrow": "#f4f7fa",
    "validation": "#ff9d4d",
    "other1": "#3fcf9f",
    "other2": "#d99be0",
    "other3": "#e3b341",
    "other4": "#a9b4be",
    "class0": "#5ebcf5",
    "class1": "#ff9d4d",
    "class2": "#3fcf9f",
    "step0": "#a79bf0",
    "step1": "#c596f0",
    "step2": "#e58fdc",
    "step3": "#fb8db4",
    "step4": "#ff9b80",
    "step5": "#f7b355",
    "step6": "#dccf55",
}
THEMES = {"light": LIGHT, "dark": DARK}

OTHERS = ("other1", "other2", "other3", "other4")
STEPS = tuple(f"step{i}" for i in range(7))  # along a scale: from low to high
DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot")  # told apart without colour


def ink(meaning: str) -> str:
    """The colour with this meaning, to be put in when the theme is known."""
    if meaning not in LIGHT:
        raise KeyError(meaning)
    return f"ink:{meaning}"


def painted(node: Any, colours: Mapping[str, str]) -> Any:
    """A specification with the colours of a theme in place of their meanings."""
    if isinstance(node, dict):
        return {key: painted(value, colours) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [painted(item, colours) for item in node]
    return colours[node[4:]] if isinstance(node, str) and node.startswith("ink:") else node


def axis(title: str, **settings: Any) -> dict[str, Any]:
    """An axis: thin grid, quiet ticks, its title in words."""
    return {
        "title": {"text": title, "standoff": 6, "font": {"size": 13}},
        "gridcolor": ink("grid"),
        "zerolinecolor": ink("axis"),
        "zerolinewidth": 1,
        "linecolor": ink("axis"),
        "tickfont": {"color": ink("muted"), "size": 12},
        "automargin": False,
        "ticklabeloverflow": "allow",  # the default measures every label again at every drawing
        **settings,
    }


# Of an axis: a thin frame without ticks, for a picture.
FRAME = {"showline": True, "mirror": True, "linewidth": 1, "ticks": ""}


def layout(**settings: Any) -> dict[str, Any]:
    """A layout: transparent, close margins, the page's own type."""
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": ink("text"), "size": 13},
        "margin": {"l": 52, "r": 14, "t": 10, "b": 44},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": ink("paper"), "bordercolor": ink("axis"), "font": {"color": ink("text")}},
        "dragmode": "zoom",
        **settings,
    }
