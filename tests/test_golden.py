"""Values and gradients against numbers made elsewhere: by formula with many digits, and by the real libraries.

`golden/write.py` made them; see there. Parameters that a row leaves out are at the defaults.
"""

import functools
import json
import re
from pathlib import Path

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.libraries.snippets import rendered, snippet
from tests.cases import every_loss

GOLDEN = Path(__file__).parent / "golden"

# Both sides are float64, and sums are short. Below 1e-300 floats lose their digits one by one.
FORMULA = {"rtol": 1e-9, "atol": 1e-300}
# Libraries cancel where these losses do not, in 1 - p near p = 1 or in adding a common shift.
LIBRARY = {"rtol": 1e-9, "atol": 1e-14}
TOLERANCES = {
    # It averages in single precision, whatever its input, clips probabilities at 1e-7 and adds as much to rates.
    "Keras": {"rtol": 2e-6, "atol": 3e-7},
    # It compares boxes in single precision.
    "MONAI": {"rtol": 1e-6, "atol": 3e-7},
    # Its CIoU adds 1e-7 to areas of about 1, whatever it is told.
    "torchvision": {"rtol": 1e-7, "atol": 1e-7},
}


@functools.cache
def golden(key):
    return json.loads((GOLDEN / f"{key}.json").read_text(encoding="utf-8"))


def rows(section):
    return list(_rows(section))


def _rows(section):
    for path in sorted(GOLDEN.glob("*.json")):
        for number, row in enumerate(golden(path.stem)[section]):
            setting = ", ".join(f"{name}={value}" for name, value in row["parameters"].items())
            yield pytest.param(path.stem, row, id=f"{path.stem}({setting})-{row.get('library', 'formula')}-{number}")


@pytest.mark.parametrize(("key", "row"), rows("formula"))
def test_values_and_gradients_are_those_of_the_formula(key, row):
    loss = LOSSES[key]
    prediction, target = np.array(row["prediction"]), np.array(row["target"])
    value = loss(prediction, target, **row["parameters"])
    gradient = loss.grad(prediction, target, **row["parameters"])
    of_value, of_gradient = zip(*row.get("rounding", [(0.0, 0.0)] * len(value)), strict=True)
    assert_near(value, row["value"], of_value)
    for i, expected in enumerate(row["gradient"]):
        if expected is not None:
            expected = np.array(expected, float)  # None, where a component is left out, is NaN
            known = ~np.isnan(expected)
            rounding = np.broadcast_to(of_gradient[i], expected.shape)
            assert_near(gradient[i][known], expected[known], rounding[known])


def assert_near(actual, expected, rounding):
    """As near as `FORMULA` says, or as rounding of the input allows."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    far = np.abs(actual - expected) > FORMULA["rtol"] * np.abs(expected) + FORMULA["atol"] + rounding
    assert not far.any(), f"{actual[far]} where {expected[far]} is right"


@pytest.mark.parametrize(("key", "row"), rows("elsewhere"))
def test_values_and_gradients_are_those_of_the_library(key, row):
    loss = LOSSES[key]
    prediction, target = np.array(row["prediction"]), np.array(row["target"])
    value = loss(prediction, target, **row["parameters"])
    if not isinstance(row["value"], list):
        value = value.mean()
    tolerance = TOLERANCES.get(row["library"], LIBRARY)
    np.testing.assert_allclose(value, row["value"], **tolerance)
    gradient = loss.grad(prediction, target, **row["parameters"])
    for i, expected in enumerate(row["gradient"] or ()):
        if expected is not None:
            np.testing.assert_allclose(gradient[i], expected, **tolerance)


@pytest.mark.parametrize(("key", "row"), rows("programs"))
def test_the_program_that_was_run_is_the_program_that_is_shown_and_printed_what_it_says(key, row):
    loss = LOSSES[key]
    prediction, target = np.array(row["prediction"]), np.array(row["target"])
    (equivalent,) = (equivalent for equivalent in loss.equivalents if equivalent.library == row["library"])
    assert row["program"] == snippet(loss, equivalent, loss.bind(row["parameters"]), prediction, target)
    announced = row["program"].splitlines()[-1].partition("# ")[2]
    # torch prints four decimals
    assert _numbers(row["printed"]) == pytest.approx(_numbers(announced), rel=1e-4, abs=6e-5)


def _numbers(printed):
    return [float(number) for number in re.findall(r"(?<!\w)-?\d+\.\d*(?:e[-+]\d+)?", printed)]


@pytest.mark.parametrize(("key", "row"), rows("elsewhere"))
def test_the_code_that_was_run_is_the_code_that_is_shown(key, row):
    loss = LOSSES[key]
    shown = [
        rendered(equivalent, loss.bind(row["parameters"]))
        for equivalent in loss.equivalents
        if equivalent.library == row["library"]
    ]
    assert row["code"] in shown


def _logit(p):
    p = np.array(p)
    return np.log(p / (1 - p))


E = np.array([0.5, 2.0, -3.0])
P, Y = _logit([0.9, 0.2, 0.4]), np.array([1.0, 0.0, 1.0])
Z, T = np.array([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.5, 0.2, 0.1]]), np.eye(3)
S = np.array([0.3, -2.0, -0.5])
WEIGHTS = [1.0, 2.0, 5.0]

# Worked by hand and by running the libraries, to six decimals: means over a small batch.
BY_HAND = [
    ("squared", {}, E, 0.0, 4.416667),
    ("huber", {"delta": 0.5}, E, 0.0, 0.791667),
    ("huber", {"delta": 1.0}, E, 0.0, 1.375),
    ("huber", {"delta": 2.0}, E, 0.0, 2.041667),
    ("smooth_l1", {"beta": 0.5}, E, 0.0, 1.583333),
    ("smooth_l1", {"beta": 1.0}, E, 0.0, 1.375),
    ("smooth_l1", {"beta": 2.0}, E, 0.0, 1.020833),
    ("log_cosh", {}, E, 0.0, 1.251482),
    ("quantile", {"tau": 0.5}, [2.0, 2.0, 1.0], [1.0, 2.0, 3.0], 0.5),
    ("quantile", {"tau": 0.9}, [2.0, 2.0, 1.0], [1.0, 2.0, 3.0], 0.633333),
    ("binary_cross_entropy", {}, P, Y, 0.414932),
    ("binary_cross_entropy", {"pos_weight": 3.0}, P, Y, 1.096032),
    ("binary_cross_entropy", {"smoothing": 0.2}, P, Y, 0.520867),
    ("focal", {"alpha": 0.5}, P, Y, 0.113281 / 2),
    ("focal", {}, P, Y, 0.029808),
    ("hinge", {}, S, [1.0, 0.0, 1.0], 0.733333),
    ("squared_hinge", {}, S, [1.0, 0.0, 1.0], 0.913333),
    ("cross_entropy", {}, Z, T, 0.667130),
    ("cross_entropy", {"class_weights": WEIGHTS}, Z, T, 2.557743),
    ("cross_entropy", {"smoothing": 0.1}, Z, T, 0.739352),
    ("cross_entropy", {"smoothing": 0.1, "class_weights": WEIGHTS}, Z, T, 2.750981),
    ("sparse_cross_entropy", {"class_weights": WEIGHTS}, Z, [0, 1, 2], 2.557743),
    ("sparse_cross_entropy", {"smoothing": 0.1, "class_weights": WEIGHTS}, Z, [0, 1, 2], 2.750981),
    ("crammer_singer", {}, [-2.0, -3.0, -4.0], [1.0, 0.0, 0.0], 0.0),
]

GRADIENTS_BY_HAND = [
    ("huber", {"delta": 0.5}, [-3.0, 0.5, 2.0], 0.0, [-0.5, 0.5, 0.5]),
    ("smooth_l1", {"beta": 0.5}, [-3.0, 0.5, 2.0], 0.0, [-1.0, 1.0, 1.0]),
    ("absolute", {}, [0.0], 0.0, [0.0]),
    ("binary_cross_entropy", {}, [-8.0, -4.0, 0.0, 4.0], 1.0, [-0.999665, -0.982014, -0.5, -0.017986]),
    ("brier", {}, [-8.0, -4.0, 0.0, 4.0], 1.0, [-0.000670, -0.034690, -0.25, -0.000635]),
]


@pytest.mark.parametrize(("key", "parameters", "prediction", "target", "mean"), BY_HAND)
def test_means_are_those_worked_by_hand(key, parameters, prediction, target, mean):
    assert LOSSES[key](prediction, target, **parameters).mean() == pytest.approx(mean, abs=6e-7)


@pytest.mark.parametrize(("key", "parameters", "prediction", "target", "gradient"), GRADIENTS_BY_HAND)
def test_gradients_are_those_worked_by_hand(key, parameters, prediction, target, gradient):
    assert LOSSES[key].grad(prediction, target, **parameters) == pytest.approx(gradient, abs=6e-7)


@every_loss
def test_every_loss_has_golden_rows_at_its_defaults_and_away_from_them(loss):
    settings = [row["parameters"] for row in golden(loss.key)["formula"]]
    assert {} in settings
    for parameter in loss.parameters:
        assert len({str(setting[parameter.name]) for setting in settings if parameter.name in setting}) >= 3


@every_loss
def test_every_code_shown_for_a_library_was_run(loss):
    ran = {(row["library"], row["code"]) for row in golden(loss.key)["elsewhere"]}
    for equivalent in loss.equivalents:
        assert (equivalent.library, rendered(equivalent, loss.bind({}))) in ran or equivalent.only is not None
        assert any(library == equivalent.library for library, _ in ran)
        assert any(row["library"] == equivalent.library for row in golden(loss.key)["programs"])


def test_no_golden_file_is_left_without_its_loss():
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(LOSSES)
