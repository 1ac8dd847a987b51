"""Worked arithmetic: worth the loss, and on a blackboard nothing of Python's notation and the same number."""

import ast
import math
import re

import numpy as np
import pytest

from lossviz.maths.expressions import blackboard, n
from tests.cases import every_case


def evaluated(node):
    """The value of an expression over numbers and abs, max, exp, log, sqrt; anything else is an error."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -evaluated(node.operand)
    if isinstance(node, ast.BinOp):
        left, right = evaluated(node.left), evaluated(node.right)
        operations = {
            ast.Add: lambda: left + right,
            ast.Sub: lambda: left - right,
            ast.Mult: lambda: left * right,
            ast.Div: lambda: left / right,
            ast.Pow: lambda: left**right,
        }
        return operations[type(node.op)]()
    functions = {"abs": abs, "max": max, "exp": math.exp, "log": math.log, "sqrt": math.sqrt}
    return functions[node.func.id](*map(evaluated, node.args))


@pytest.mark.parametrize(
    ("number", "text"),
    [(2.5, "2.5"), (-2.5, "(-2.5)"), (0.0, "0"), (1.23456, "1.235"), (1e-9, "1e-09"), (-1e20, "(-1e+20)"), (3, "3")],
)
def test_numbers_have_four_digits_and_brackets_where_negative(number, text):
    assert n(number) == text


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("1 * (abs((-2.5)) - 1 / 2)", "1 · (|−2.5| − 1 / 2)"),
        ("(-2.5)**2 / 2", "(−2.5)² / 2"),
        ("-2**2", "−2²"),
        ("2 - (3 - 4)", "2 − (3 − 4)"),
        ("2 - 3 - 4", "2 − 3 − 4"),
        ("2 + (3 - 4)", "2 + 3 − 4"),
        ("1 - (-0.5) * 3", "1 − (−0.5 · 3)"),
        ("8 / (4 * 2)", "8 / (4 · 2)"),
        ("(1 + 2)**0.5", "(1 + 2)⁰·⁵"),
        ("2**(-3)", "2⁻³"),
        ("(2**3)**2", "(2³)²"),
        ("max(0, 1 - (-0.5))", "max(0, 1 − (−0.5))"),
        ("log(1 + exp((-1.5)))", "log(1 + exp(−1.5))"),
        ("sqrt(1 + 4) - 1", "√(1 + 4) − 1"),
        ("-log(0.5)", "−log(0.5)"),
    ],
)
def test_blackboard(expression, written):
    assert blackboard(expression) == written


def _random(rng, depth):
    """A random expression, in brackets everywhere: which of them a reader needs is for the blackboard to say."""
    kind = rng.integers(0, 9) if depth else 0
    if kind == 0:
        return n(round(rng.uniform(-3, 3), 2))
    inner = [f"({_random(rng, depth - 1)})" for _ in range(2)]
    if kind <= 4:
        return f"{inner[0]} {'+-*/'[kind - 1]} {inner[1]}"
    if kind == 5:
        return f"-{inner[0]}"
    if kind == 6:
        return f"{inner[0]}**{rng.integers(2, 5)}"
    if kind == 7:
        return f"abs({n(round(rng.uniform(-3, 3), 2))})"
    return f"max({inner[0]}, {inner[1]})"


def _read(written):
    """A blackboard's text as Python again."""
    lowered = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹·⁻", "0123456789.-")
    raised = "[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:·[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
    written = re.sub(raised, lambda power: f"**({power.group().translate(lowered)})", written)
    for mark, python in (("−", "-"), ("·", "*"), ("^", "**"), ("√", "sqrt")):
        written = written.replace(mark, python)
    return re.sub(r"\|([^|]*)\|", r"abs(\1)", written)


@pytest.mark.parametrize("seed", range(300))
def test_what_is_written_is_worth_what_was_meant(seed):
    expression = _random(np.random.default_rng(seed), depth=3)
    try:
        meant = evaluated(ast.parse(expression, mode="eval").body)
    except ZeroDivisionError:
        return
    written = blackboard(expression)
    # the six digits of :g are more than the four of n
    assert evaluated(ast.parse(_read(written), mode="eval").body) == pytest.approx(meant, rel=1e-9, abs=1e-12), written


def _single_events(case):
    yield from zip(*case.sample(3, 12), strict=True)
    for line in case.space.lines:
        for label in case.space.labels:
            prediction, target = line.place(np.array([line.probe[0]]), label)
            yield prediction[0], target[0]


@every_case
def test_worked_arithmetic_comes_to_the_value(case):
    for prediction, target in _single_events(case):
        expression = case.loss.worked(prediction, target, **case.bound)
        worth = evaluated(ast.parse(expression, mode="eval").body)
        # four significant digits are written, and a difference of two of them has fewer
        assert worth == pytest.approx(float(case.value(prediction, target)), rel=0.01, abs=0.002), expression
        written = blackboard(expression)
        assert written.strip()
        assert "*" not in written


def test_a_tree_that_another_thread_has_disturbed_is_parsed_again(monkeypatch):
    parse, failures = ast.parse, iter([True, True, False])

    def disturbed(*given, **settings):
        if next(failures):
            raise SystemError("AST constructor recursion depth mismatch")
        return parse(*given, **settings)

    monkeypatch.setattr("lossviz.maths.expressions.ast.parse", disturbed)
    assert blackboard("1 + 2") == "1 + 2"
