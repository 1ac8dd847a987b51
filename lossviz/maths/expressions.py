"""Worked arithmetic: an expression with numbers in it, written the way a blackboard shows it."""

import ast
import threading
from typing import SupportsFloat

# Python 3.11 counts the depth of a tree for all threads together, and gives up on one that another has moved: one of
# ours, which the lock keeps waiting, or one of the host's, which parses scripts. Then it is tried again.
_PARSING = threading.Lock()
_TRIES = 5
_OPERATORS = {ast.Add: " + ", ast.Sub: " − ", ast.Mult: " · ", ast.Div: " / "}
_STRENGTH = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}
_RAISED = str.maketrans("0123456789.−", "⁰¹²³⁴⁵⁶⁷⁸⁹·⁻")


def n(number: SupportsFloat) -> str:
    """A number for an expression: four significant digits, in brackets where negative."""
    text = f"{float(number):.4g}"
    return f"({text})" if text.startswith("-") else text


def blackboard(expression: str) -> str:
    """A Python expression over numbers, ``abs max exp log sqrt``, in Unicode mathematics.

    Parameters
    ----------
    expression : str
        For example ``"1 * (abs((-2.5)) - 1 / 2)"``.

    Returns
    -------
    str
        For example ``"1 · (|−2.5| − 1 / 2)"``.
    """
    return _written(_parsed(expression).body)[0]


def _parsed(expression):
    with _PARSING:
        for _ in range(_TRIES - 1):
            try:
                return ast.parse(expression, mode="eval")
            except SystemError:
                continue
        return ast.parse(expression, mode="eval")


def _written(node):
    """The text of a node, and how strongly its outermost operation binds."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return f"{node.value:g}".replace("-", "−"), 9
    if isinstance(node, ast.UnaryOp):
        text, strength = _written(node.operand)
        return f"−{text}" if strength > 2 else f"−({text})", 2
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = node.func.id
        inner = [_written(argument)[0] for argument in node.args]
        if name == "abs":
            return f"|{inner[0]}|", 9
        if name == "sqrt":
            return f"√({inner[0]})", 9
        return f"{name}({', '.join(inner)})", 9
    strength = _STRENGTH[type(node.op)]
    left, left_strength = _written(node.left)
    right, right_strength = _written(node.right)
    if isinstance(node.op, ast.Pow):
        base = left if left_strength > 4 else f"({left})"
        if set(right) <= set("0123456789.−"):
            return base + right.translate(_RAISED), 4
        return base + f"^{right if right_strength > 4 else f'({right})'}", 4
    if left_strength < strength:
        left = f"({left})"
    same_sum = isinstance(node.op, ast.Add) and right_strength == strength
    if right.startswith("−") or (right_strength <= strength and not same_sum):
        right = f"({right})"
    return left + _OPERATORS[type(node.op)] + right, strength
