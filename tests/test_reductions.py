"""Reductions, and what each library prints by default, against the real libraries.

`golden/write_defaults.py` made the numbers; see there.
"""

import ast
import functools
import json
import re
import string
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lossviz import LOSSES
from lossviz.libraries import reductions
from lossviz.libraries.snippets import rendered
from lossviz.ui.live_figure import DRAWN
from lossviz.vocabulary import Default, Equivalent
from tests.cases import every_loss

GOLDEN = Path(__file__).parent / "golden"

SAME = {"rtol": 1e-9, "atol": 1e-12}
# Keras averages in single precision, whatever its input, and clips probabilities at 1e-7. Another library may differ
# by a small constant where the page names it.
CLOSE = {"rtol": 1e-6, "atol": 4e-7}


def _tolerance(library, differs=""):
    return CLOSE if library == "Keras" or re.search(r"\de-\d", differs) else SAME


@functools.cache
def _rows(folder, name):
    path = GOLDEN / folder / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def _defaults():
    for loss in LOSSES.values():
        for number, row in enumerate(_rows("defaults", loss.key)):
            yield pytest.param(loss, row, id=f"{loss.key}-{row['library']}-{number}")


def _equivalents():
    for loss in LOSSES.values():
        for equivalent in loss.equivalents:
            if equivalent.default is not None:
                yield pytest.param(loss, equivalent, id=f"{loss.key}-{equivalent.library}")


every_default = pytest.mark.parametrize(("loss", "equivalent"), list(_equivalents()))


def _call(equivalent, parameters, classes=3):
    return rendered(Equivalent(library=equivalent.library, code=equivalent.default.code), parameters, classes)


@pytest.mark.parametrize("row", _rows("reductions", "numbers"), ids=lambda row: row["code"])
def test_reductions_are_those_of_the_libraries(row):
    loss = LOSSES[row["loss"]]
    prediction, target = np.array(row["prediction"]), np.array(row["target"])
    values = loss(prediction, target, **row["parameters"])
    weights = row["weights"]
    if weights is None:
        weights = reductions.truth_weights(loss, loss.bind(row["parameters"]), target)
    else:
        values = values * weights
    size = reductions.element_count(loss, prediction)
    made = reductions.reduced(values, row["reduction"], size=size, weights=weights)
    np.testing.assert_allclose(made, row["printed"], **_tolerance(row["library"]))


def test_every_reduction_was_compared_with_a_library():
    assert {row["reduction"] for row in _rows("reductions", "numbers")} == set(reductions.REDUCTIONS)


def test_a_mean_over_elements_is_not_one_over_samples_where_a_sample_has_several():
    values = np.array([[1.0, 2.0], [3.0, 6.0]])
    assert reductions.reduced(values, "elements") == 3
    assert reductions.reduced(values, "samples") == 6
    assert reductions.reduced(values, "elements", size=3) == 1


def test_a_weight_counts_in_both_parts_of_its_mean():
    assert reductions.reduced(np.array([2.0, 12.0]), "weights", weights=np.array([1.0, 3.0])) == 3.5
    assert reductions.reduced(np.array([2.0, 12.0]), "weights") == 7


def test_a_single_event_is_its_own_mean():
    for reduction in reductions.REDUCTIONS:
        assert reductions.reduced(np.float64(2.5), reduction) == 2.5


def test_a_probability_as_target_weighs_its_share_of_every_class():
    loss = LOSSES["cross_entropy"]
    parameters = loss.bind({"class_weights": [1.0, 2.0, 5.0]})
    np.testing.assert_allclose(
        reductions.truth_weights(loss, parameters, np.array([[0, 0, 1.0], [0.5, 0.5, 0]])), [5.0, 1.5]
    )
    assert reductions.truth_weights(LOSSES["squared"], {}, np.zeros(3)) is None


def test_the_formula_has_one_half_exactly_where_it_is_chosen():
    for reduction in reductions.REDUCTIONS:
        plain = reductions.formula("defined", reduction)
        halved = reductions.formula("half", reduction)
        assert halved == r"\frac{1}{2} \cdot " + plain
    assert len({reductions.formula("defined", reduction) for reduction in reductions.REDUCTIONS}) == 5


@pytest.mark.parametrize(("loss", "row"), list(_defaults()))
def test_what_a_library_prints_by_default_is_computed_from_the_core(loss, row):
    (equivalent,) = (equivalent for equivalent in loss.equivalents if equivalent.library == row["library"])
    prediction, target = np.array(row["prediction"]), np.array(row["target"])
    number = reductions.number(loss, equivalent.default, loss.bind(row["parameters"]), prediction, target)
    assert np.shape(number) == np.shape(row["printed"])
    np.testing.assert_allclose(number, row["printed"], **_tolerance(row["library"], equivalent.default.differs))


@pytest.mark.parametrize(("loss", "row"), list(_defaults()))
def test_the_default_call_that_was_run_is_the_one_that_is_shown(loss, row):
    (equivalent,) = (equivalent for equivalent in loss.equivalents if equivalent.library == row["library"])
    assert row["code"] == _call(equivalent, loss.bind(row["parameters"]), np.shape(row["prediction"])[-1])


@every_loss
def test_every_library_that_has_a_loss_says_what_it_does_by_default_and_was_run(loss):
    ran = {row["library"] for row in _rows("defaults", loss.key)}
    assert {equivalent.library for equivalent in loss.equivalents} == ran
    assert all(equivalent.default is not None for equivalent in loss.equivalents)


@every_default
def test_a_default_call_speaks_of_every_parameter_once(loss, equivalent):
    fields = {field for _, field, _, _ in string.Formatter().parse(equivalent.default.code) if field}
    given = set(equivalent.default.parameters)
    assert fields | given == {parameter.name for parameter in loss.parameters}
    assert not fields & given
    loss.bind(equivalent.default.parameters)


@every_default
def test_a_default_call_is_one_expression_without_what_the_library_would_not_need(loss, equivalent):
    code = _call(equivalent, loss.bind({}))
    tree = ast.parse(code, mode="eval")
    keywords = {keyword.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for keyword in node.keywords}
    assert "reduction" not in keywords or equivalent.default.reduction == "none"


@every_default
def test_a_reduction_is_one_of_those_that_there_are_and_reasons_are_sentences(loss, equivalent):
    assert equivalent.default.reduction in reductions.REDUCTIONS
    away = loss.bind({parameter.name: parameter.slider[1] for parameter in loss.parameters})
    for sentence in reductions.reasons(loss, equivalent.default, away):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    if equivalent.default.factor != 1:
        assert equivalent.default.differs, "a factor needs its reason"


def test_the_reasons_name_a_parameter_exactly_where_the_page_has_another_value():
    loss = LOSSES["huber"]
    default = Default(code="f(prediction, target)", reduction="none", parameters={"delta": 1.0}, differs="It says so.")
    assert list(reductions.reasons(loss, default, {"delta": 1.0})) == ["It says so."]
    assert list(reductions.reasons(loss, default, {"delta": 2.5})) == [
        "It has δ = 1, this page δ = 2.5.",
        "It says so.",
    ]
    assert reductions.defaults(loss, default) == "δ = 1"


def test_no_golden_file_of_defaults_is_left_without_its_loss():
    assert {path.stem for path in (GOLDEN / "defaults").glob("*.json")} <= set(LOSSES)


def _page(query):
    root = Path(__file__).parents[1]
    app = AppTest.from_file(str(root / "lossviz" / "ui" / "navigation.py"), default_timeout=60).run()
    app.switch_page(str(root / "pages" / "regression.py"))
    app.query_params.update({"figure": "curve", **query})
    app.session_state[DRAWN] = True  # as a browser tells once it has drawn a figure
    app.run()
    assert not app.exception
    assert not app.warning
    return app


def _said(app):
    return next(markdown.value for markdown in app.markdown if "in the code above cost" in markdown.value)


def test_the_card_counts_as_the_address_says():
    query = {"loss": "huber", "delta": "2", "at_residual": "2"}
    assert r"cost 2, 0.5. Unreduced: $\displaystyle L_i$ = **2, 0.5**" in _said(_page(query))
    assert r"\frac{1}{2} \cdot \frac{1}{N D}" in _said(_page(query | {"factor": "half", "reduction": "elements"}))
    assert "= **0.625**." in _said(_page(query | {"factor": "half", "reduction": "elements"}))
    assert "shall weigh 1, 2." in _said(_page(query | {"reduction": "weights"}))
    assert "= **1**." in _said(_page(query | {"reduction": "weights"}))


def test_a_convention_that_is_switched_changes_the_address_and_the_number():
    app = _page({"loss": "huber"})
    app.button_group("regression-reduction").set_value("sum")
    app.run()
    assert app.query_params["reduction"] == "sum"
    assert r"\sum_{i=1}^{N} L_i" in _said(app)


def test_the_card_has_a_row_for_each_library_that_has_the_loss_and_names_those_that_have_none():
    app = _page({"loss": "huber", "delta": "2"})
    rows = [line.split(" | ") for line in _said(app).splitlines() if line.startswith("| **")]
    assert [row[0] for row in rows] == ["| **PyTorch**", "| **Keras**", "| **optax**"]
    assert [row[1] for row in rows] == ["1", "1", "1.5, 0.5"]
    assert all("It has δ = 1, this page δ = 2." in row[3] for row in rows)
    assert "scikit-learn, torchvision and MONAI have no such loss." in "\n".join(text.value for text in app.markdown)
    assert [tab.label for tab in app.tabs] == ["PyTorch", "Keras", "optax", "lossviz"]
