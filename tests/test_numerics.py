"""The stable building blocks against mpmath at 60 digits, and over the whole range of floats."""

import numpy as np
import pytest

from lossviz.maths.numerics import (
    LARGEST_EXPONENT,
    above_tangent,
    exp,
    half_square,
    leads,
    log1p_square,
    log_cosh,
    log_odds,
    log_softmax,
    sigmoid,
    softmax,
    softplus,
)

EVEN = (log_cosh, log1p_square, half_square)
EVERYWHERE = np.concatenate([sign * np.geomspace(1e-300, 1e300, 1201) for sign in (-1, 1)] + [np.zeros(1)])

# (x, float(f(mpf(x)))) with mp.dps = 60
KNOWN = {
    softplus: [  # log(1 + exp(x))
        (-745.0, 0.0),
        (-40.0, 4.248354255291589e-18),
        (-1.5, 0.2014132779827524),
        (0.0, 0.6931471805599453),
        (1e-09, 0.6931471810599453),
        (2.0, 2.1269280110429727),
        (40.0, 40.0),
        (800.0, 800.0),
    ],
    sigmoid: [  # 1 / (1 + exp(-x))
        (-700.0, 9.85967654375977e-305),
        (-40.0, 4.248354255291589e-18),
        (-1.5, 0.18242552380635635),
        (0.0, 0.5),
        (2.0, 0.8807970779778824),
        (40.0, 1.0),
    ],
    log_odds: [  # log(p) - log(1 - p)
        (1e-300, -690.7755278982137),
        (1e-05, -11.512915464920228),
        (0.25, -1.0986122886681098),
        (0.5, 0.0),
        (0.75, 1.0986122886681098),
        (0.999999999, 20.723265864228342),
    ],
    log_cosh: [  # log(cosh(x))
        (1e-09, 5e-19),
        (-0.001, 4.999999166666889e-07),
        (0.5, 0.12011450695827752),
        (-1.0, 0.4337808304830272),
        (1.0000001, 0.43378090664244495),
        (3.0, 2.309328504577785),
        (-800.0, 799.3068528194401),
    ],
    log1p_square: [  # log(1 + x**2)
        (1e-200, 0.0),
        (1e-09, 1e-18),
        (-0.5, 0.22314355131420976),
        (1.0, 0.6931471805599453),
        (1.0000001, 0.6931472805599453),
        (3.0, 2.302585092994046),
        (-1e5, 23.025850930040455),
        (1e160, 736.8272297580946),
        (1e300, 1381.5510557964274),
    ],
    half_square: [(-3.0, 4.5), (1e-100, 5e-201), (1e150, 5e299), (1e200, 5e307), (-1e300, 5e307)],
    above_tangent: [  # exp(x) - 1 - x
        (-800.0, 799.0),
        (-1.0, 0.36787944117144233),
        (-1e-09, 4.999999998333334e-19),
        (1e-12, 5.000000000001666e-25),
        (3.0, 16.085536923187668),
    ],
    exp: [(-1.0, 0.36787944117144233), (0.0, 1.0), (709.0, 8.218407461554972e307), (1e6, 8.218407461554972e307)],
}


@pytest.mark.parametrize(
    ("function", "x", "expected"),
    [(function, *row) for function, rows in KNOWN.items() for row in rows],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_known_values_to_the_last_digits(function, x, expected):
    # four units in the last place; 1e-323 is the last bit of the smallest floats
    assert float(function(np.float64(x))) == pytest.approx(expected, rel=1e-15, abs=1e-323)


@pytest.mark.parametrize(
    "function", [exp, softplus, sigmoid, log_cosh, log1p_square, half_square], ids=lambda function: function.__name__
)
def test_finite_and_monotonic_without_a_warning_for_every_float(function):
    x = np.sort(EVERYWHERE)
    with np.errstate(all="raise", under="ignore"):
        y = function(np.abs(x) if function in EVEN else x)
    assert np.isfinite(y).all()
    assert (y >= 0).all()
    steps = np.diff(y[x >= 0] if function in EVEN else y)
    # rounding may take back a last digit of what does not grow
    assert (steps >= -4e-16 * np.abs(y).max() if function is sigmoid else steps >= 0).all()


def test_the_largest_exponent_is_the_last_whole_number_before_overflow():
    with np.errstate(over="raise"):
        np.exp(LARGEST_EXPONENT)
        with pytest.raises(FloatingPointError):
            np.exp(LARGEST_EXPONENT + 1)


def test_sigmoid_mirrors_and_is_undone_by_log_odds():
    x = np.linspace(-36, 36, 401)
    np.testing.assert_allclose(sigmoid(x) + sigmoid(-x), 1.0, rtol=3e-16)
    # a probability near 1 keeps only the digits that 1 - p leaves it
    np.testing.assert_allclose(log_odds(sigmoid(x[x < 2])), x[x < 2], rtol=1e-13, atol=1e-14)


# log(exp(z_k) / sum(exp(z))), with mp.dps = 60
LOGARITHMS = [
    ([1.0, 2.0, 3.0], [-2.40760596444438, -1.4076059644443804, -0.4076059644443803]),
    ([0.0, 40.0, 0.0], [-40.0, -8.496708510583178e-18, -40.0]),
    ([1000.0, 0.0, -1000.0], [0.0, -1000.0, -2000.0]),
    ([-1e5, -1e5, -1e5 + 1], [-1.551444713932051, -1.551444713932051, -0.5514447139320511]),
]


@pytest.mark.parametrize(("logits", "expected"), LOGARITHMS)
def test_log_softmax_keeps_the_digits_of_both_tails(logits, expected):
    np.testing.assert_allclose(log_softmax(np.array(logits)), expected, rtol=1e-15)


# p_k = exp(z_k) / sum(exp(z)), and (sum(exp(z)) - exp(z_k)) / sum(exp(z)), with mp.dps = 60
SHARES = [
    (
        [1.0, 2.0, 3.0],
        [0.09003057317038046, 0.24472847105479764, 0.6652409557748219],
        [0.9099694268296196, 0.7552715289452023, 0.3347590442251781],
    ),
    (
        [0.0, 40.0, 0.0],
        [4.248354255291589e-18, 1.0, 4.248354255291589e-18],
        [1.0, 8.496708510583178e-18, 1.0],
    ),
]


@pytest.mark.parametrize(("logits", "shares", "rests"), SHARES)
def test_softmax_and_what_it_leaves_keep_their_digits(logits, shares, rests):
    p, rest = softmax(np.array(logits))
    np.testing.assert_allclose(p, shares, rtol=4e-16)
    np.testing.assert_allclose(rest, rests, rtol=4e-16)


def test_softmax_is_finite_for_logits_of_any_size_and_sums_to_one():
    rng = np.random.default_rng(0)
    z = rng.normal(size=(300, 4)) * np.geomspace(1e-300, 1e300, 300)[:, None]
    z = np.concatenate([z, np.zeros((1, 4)), [[5.0, 5.0, -1e300, 5.0]]])
    with np.errstate(all="raise", under="ignore"):
        p, rest = softmax(z)
        logarithms = log_softmax(z)
    np.testing.assert_allclose(p.sum(-1), 1.0, rtol=1e-15)
    np.testing.assert_allclose(p + rest, 1.0, rtol=1e-15)
    assert np.isfinite(logarithms).all()
    assert (logarithms <= 0).all()
    np.testing.assert_allclose(np.exp(logarithms), p, rtol=1e-12, atol=1e-300)


def test_leads_are_of_the_rival_over_the_class():
    expected = [[-np.inf, 3.0, -1.0], [-3.0, -np.inf, -4.0], [1.0, 4.0, -np.inf]]
    assert leads(np.array([1.0, 4.0, 0.0])).tolist() == expected
    assert leads(np.zeros((2, 5, 3))).shape == (2, 5, 3, 3)
