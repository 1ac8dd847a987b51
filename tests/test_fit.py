"""The fit lab: what it says of points and columns that are known, of a reader's own, and of those that say little."""

import numpy as np
import pytest

from lossviz.catalogue import PAGES
from lossviz.vocabulary import View
from tests.promises import (
    assert_coloured_by_meaning,
    assert_no_holes,
    assert_numbers_are_told,
    assert_on_axes,
    assert_promised,
    assert_travels,
    assert_valid,
)

PAGE = PAGES["fit"]


def _view(**fields):
    view, complaints = View.read(fields, PAGE)
    assert complaints == []
    return view


def _numbers(**fields):
    return {name: each.value for name, each in _view(**fields).draw().readings.items()}


def _assert_drawn(view):
    drawn = view.draw()
    assert_promised(view.subject.name, drawn)
    assert_numbers_are_told(drawn)
    assert_travels(drawn)
    assert_coloured_by_meaning(drawn)
    assert_on_axes(drawn)
    assert_no_holes(drawn, False)
    assert_valid(drawn)
    return drawn


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        ({"loss": "squared"}, 48.5, 48.5),
        ({"loss": "absolute"}, 26, 27),
        ({"loss": "huber", "delta": "2"}, 26.5, 26.5),
        ({"loss": "cauchy", "c": "3"}, 25.9924, 25.9924),
        ({"loss": "welsch", "c": "5"}, 26.0763, 26.0763),
        ({"loss": "quantile", "tau": "0.8"}, 30, 31),
    ],
)
def test_ten_salaries_have_a_typical_one_for_each_loss(fields, low, high):
    numbers = _numbers(figure="estimates", **fields)
    key = fields["loss"]
    assert (numbers[f"low_{key}"], numbers[f"high_{key}"]) == pytest.approx((low, high), abs=1e-4)


def test_leverage_beats_every_convex_loss_long_before_half_of_the_points_are_bad():
    numbers = _numbers(figure="breakdown", loss="welsch", against="squared,absolute,huber")
    ways = {name.removeprefix("gives_way_"): value for name, value in numbers.items() if name.startswith("gives_way")}
    assert ways == {"squared": 5, "huber": 7, "absolute": 8, "welsch": 13}


def test_delta_in_units_of_the_spread_means_the_same_whatever_y_is_measured_in():
    rng = np.random.default_rng(3)
    x = np.arange(12.0)
    y = 2 * x + rng.normal(size=12).round(3)
    y[4] += 30
    slopes = []
    for times in (1, 100):
        own = ",".join(f"{across:g}:{up:.6g}" for across, up in zip(x, times * y, strict=True))
        slopes.append(_numbers(figure="fits", loss="huber", own=own)["slope_huber"] / times)
    assert slopes[0] == pytest.approx(slopes[1], rel=1e-6)
    assert slopes[0] == pytest.approx(2, abs=0.2)


def test_the_same_points_by_hand_and_as_a_table_have_the_same_fits():
    drawn = _view(figure="fits", loss="absolute").draw()
    (dots,) = [each for each in drawn.data if each.get("name") == "data"]
    own = ",".join(f"{x:.9g}:{y:.9g}" for x, y in zip(dots["x"], dots["y"], strict=True))
    one, other = _numbers(figure="fits", loss="absolute"), _numbers(figure="fits", loss="absolute", own=own)
    for name in ("slope_absolute", "intercept_absolute", "slope_squared", "spread"):
        assert one[name] == pytest.approx(other[name], abs=1e-6), name


@pytest.mark.parametrize(
    ("own", "degree", "words"),
    [
        ("5:1,5:2,5:9", "1", "All points have one x: nothing beyond degree 0 is determined"),
        ("1:1,2:2", "3", "The points have 2 different x: nothing beyond degree 1 is determined"),
        ("1:4,2:4,3:4", "1", "slope 0"),
        ("1990:1,1991:2,1992:4,1993:5", "2", "at x = 1990"),
        ("-3:1e6,0:-1e6,4:1e6,5:0", "1", "4 points are your own"),
    ],
)
@pytest.mark.parametrize("loss", ["huber", "absolute", "squared", "welsch"])
def test_points_that_determine_little_are_drawn_and_told(own, degree, words, loss):
    for below in ("nothing", "weight", "loss"):
        drawn = _assert_drawn(_view(figure="fits", loss=loss, own=own, degree=degree, below=below))
        assert words in drawn.takeaway.replace("−0,", "0,")


@pytest.mark.parametrize("column", ["5,5", "0,0,0,1", "1,1e6", "-4,-3,-2,2000", "-1000,1,2,3,4"])
@pytest.mark.parametrize("loss", ["huber", "absolute", "squared", "welsch", "quantile"])
def test_columns_of_few_and_far_numbers_are_drawn(column, loss):
    _assert_drawn(_view(figure="estimates", loss=loss, column=column))


def test_what_is_beyond_the_picture_is_told_at_its_edge():
    texts = [text for each in _view(figure="estimates", column="-1000,1,2,3,4,900").draw().data
             for text in each.get("text", ())]  # fmt: skip
    assert "← −1000" in texts or "← −1e+03" in texts
    assert "900 →" in texts


def test_every_degree_goes_through_as_many_points_as_it_has_coefficients():
    own = "0:1,1:3,2:-2,3:0,4:5,5:1"
    view = _view(figure="fits", loss="squared", own=own, degree="5")
    (curve,) = [each for each in view.draw().data if each["meta"]["role"] == "fit"]
    at = [np.interp(x, curve["x"], curve["y"]) for x in range(6)]
    np.testing.assert_allclose(at, [1, 3, -2, 0, 5, 1], atol=0.15)
    assert view.draw().readings["mean_lowest"].value == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("degree", ["1", "3"])
def test_ones_own_line_descends_to_the_fit(degree):
    view = _view(figure="fits", loss="huber", degree=degree, steps="40", rate="0.5")
    numbers = {name: each.value for name, each in view.draw().readings.items()}
    assert numbers["mean_after_descent"] == pytest.approx(numbers["mean_lowest"], rel=1e-3)
    assert numbers["mean"] > numbers["mean_lowest"]
