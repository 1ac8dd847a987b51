"""What a drawing is, short enough to be kept: a hash of its structure and words, and one number for all its numbers."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

PARTS = ("data", "layout", "narrow", "short", "worked", "takeaway", "handles", "canvases")
_LEFT_OUT = ("meta",)  # what the browser needs to know of a trace, and nobody sees


def fingerprint(drawn: Mapping[str, Any]) -> dict[str, tuple[str, float, float]]:
    """For each part that a drawing has: a hash of all but its numbers, their sum under weights, and their size."""
    return {part: _part(drawn[part]) for part in PARTS if drawn.get(part)}


def _part(node):
    words, numbers = [], []
    _walk(node, (), words, numbers)
    flat = np.concatenate([np.zeros(1), *numbers])
    there = np.isfinite(flat)
    words.append(f"{flat.size} numbers, {int(there.sum())} finite")
    weights = np.cos(np.arange(flat.size) * 0.7 + 0.3)  # so that numbers that change places are noticed
    flat = np.where(there, flat, 0.0)
    digest = hashlib.sha256(json.dumps(words).encode()).hexdigest()[:12]
    return digest, float(flat @ weights), float(np.abs(flat).sum())


def _walk(node, path, words, numbers):
    if isinstance(node, Mapping):
        for key in sorted(node):
            if key not in _LEFT_OUT:
                _walk(node[key], (*path, key), words, numbers)
    elif isinstance(node, list | tuple):
        for place, item in enumerate(node):
            _walk(item, (*path, place), words, numbers)
    elif isinstance(node, np.ndarray) and node.dtype.kind in "fiub":
        words.append([*path, "array", list(node.shape)])
        numbers.append(np.asarray(node, float).ravel())
    elif isinstance(node, int | float | np.number) and not isinstance(node, bool):
        words.append([*path, "number"])
        numbers.append(np.array([float(node)]))
    else:
        words.append([*path, node if isinstance(node, str | bool) or node is None else str(node)])
