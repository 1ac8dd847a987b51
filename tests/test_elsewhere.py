"""The code that pages show for other libraries."""

import ast
import math

import numpy as np
import pytest

from lossviz.elsewhere import rendered
from lossviz.spec import Equivalent
from tests.cases import every_case


def test_parameters_are_filled_in_as_numbers_and_lists():
    made_up = Equivalent(library="optax", code="f(prediction, target, {a}, w={class_weights})")
    assert rendered(made_up, {"a": 0.1, "class_weights": np.array([1.0, 2.5])}) == (
        "f(prediction, target, 0.1, w=[1.0, 2.5])"
    )
    assert rendered(made_up, {"a": -math.inf, "class_weights": 2.0}, classes=2) == (
        "f(prediction, target, float('-inf'), w=[2.0, 2.0])"
    )


def test_a_factor_stands_before_the_code():
    half = Equivalent(library="optax", code="f(prediction, {b})", factor="0.5")
    quotient = Equivalent(library="optax", code="f(prediction, {b})", factor="1 / {b}")
    assert rendered(half, {"b": 2.0}) == "0.5 * f(prediction, 2.0)"
    assert rendered(quotient, {"b": 2.0}) == "(1 / 2.0) * f(prediction, 2.0)"


def test_there_is_no_code_where_the_library_has_no_such_setting():
    only_one = Equivalent(library="optax", code="f(prediction)", only=lambda *, b: b == 1)
    assert rendered(only_one, {"b": 2.0}) is None
    assert rendered(only_one, {"b": 1.0}) == "f(prediction)"


@every_case
def test_code_is_one_expression_over_prediction_target_and_imported_libraries(case):
    modules = {"torch", "keras", "optax", "sklearn", "jax", "numpy", "scipy", "float", "int", "list", "range"}
    for equivalent in case.loss.elsewhere:
        code = rendered(equivalent, case.bound)
        if code is not None:
            names = {node.id for node in ast.walk(ast.parse(code, mode="eval")) if isinstance(node, ast.Name)}
            assert {"prediction", "target"} <= names <= {"prediction", "target"} | modules


@every_case
def test_every_library_is_named_as_it_names_itself_and_once(case):
    libraries = [equivalent.library for equivalent in case.loss.elsewhere]
    assert set(libraries) <= {"PyTorch", "Keras", "optax", "scikit-learn"}
    assert len(set(libraries)) == len(libraries)


@pytest.mark.parametrize("value", [0.1, 1e-9, 12345.678, 1 / 3])
def test_numbers_read_back_as_themselves(value):
    code = rendered(Equivalent(library="optax", code="{x}"), {"x": value})
    assert float(code) == value
