"""The code that pages show for other libraries."""

import ast
import math
import re
import runpy

import numpy as np
import pytest

from lossviz.libraries.snippets import LIBRARIES, native, rendered, snippet
from lossviz.vocabulary import Equivalent
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
    modules = {"torch", "torchvision", "monai", "keras", "optax", "sklearn", "jax", "numpy", "scipy"}
    given = {"prediction", "target"} if case.space.target else {"prediction"}
    for equivalent in case.loss.equivalents:
        code = rendered(equivalent, case.bound)
        if code is not None:
            names = [node for node in ast.walk(ast.parse(code, mode="eval")) if isinstance(node, ast.Name)]
            bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}  # by a comprehension
            used = {node.id for node in names} - bound
            assert given <= used <= given | modules | {"float", "int", "len", "list", "range", "sum"}


@every_case
def test_every_library_is_named_as_it_names_itself_and_once(case):
    libraries = [equivalent.library for equivalent in case.loss.equivalents]
    assert set(libraries) <= set(LIBRARIES)
    assert len(set(libraries)) == len(libraries)


@pytest.mark.parametrize("value", [0.1, 1e-9, 12345.678, 1 / 3])
def test_numbers_read_back_as_themselves(value):
    code = rendered(Equivalent(library="optax", code="{x}"), {"x": value})
    assert float(code) == value


def _probed(case):
    line = case.space.lines[0]
    placed = [line.place(np.array([line.probe[0]]), label) for label in case.space.labels]
    return tuple(map(np.concatenate, zip(*placed, strict=True)))


@every_case
def test_programs_import_what_they_use_and_say_what_they_print(case):
    prediction, target = _probed(case)
    for equivalent in case.loss.equivalents:
        program = snippet(case.loss, equivalent, case.bound, prediction, target)
        assert (program is None) == (rendered(equivalent, case.bound) is None)
        if program is None:
            continue
        tree = ast.parse(program)
        assigned = {node.targets[0].id for node in tree.body if isinstance(node, ast.Assign)}
        assert assigned == {"prediction", "loss"} | ({"target"} if case.space.target else set())
        imported = {
            alias.name.split(".")[0] for node in tree.body if isinstance(node, ast.Import) for alias in node.names
        }
        roots = {node.value.id for node in ast.walk(tree) if _is_module_attribute(node)}
        assert imported == roots - {"prediction", "target", "loss"}


def _is_module_attribute(node):
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)


@every_case
def test_the_program_for_this_package_prints_what_it_says(case, tmp_path, capsys):
    prediction, target = _probed(case)
    program = tmp_path / "program.py"
    program.write_text(native(case.loss, case.bound, prediction, target), encoding="utf-8")
    runpy.run_path(str(program))
    values, gradients = capsys.readouterr().out.split("\n", 1)
    announced = program.read_text(encoding="utf-8").partition("# ")[2].splitlines()[0]
    expected = case.value(prediction, target)
    assert _numbers(values) == pytest.approx(expected.ravel(), rel=1e-7, abs=1e-8)
    assert _numbers(announced) == pytest.approx(expected.ravel(), rel=1e-4, abs=1e-5)
    assert _numbers(gradients) == pytest.approx(case.gradient(prediction, target).ravel(), rel=1e-7, abs=1e-8)


def _numbers(printed):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e[-+]\d+)?", printed)]
