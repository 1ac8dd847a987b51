"""Writes the fits that `test_fitting.py` compares with: ``fits/fits.json``.

    python tests/golden/write_fits.py

needs SciPy and scikit-learn; the test itself needs only what it wrote. No code of the project is used here: losses are
written once more, from their formulas.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import linprog, minimize, minimize_scalar
from sklearn.linear_model import LinearRegression, QuantileRegressor

HERE = Path(__file__).parent


def points(count, degree, outliers, seed):
    """A design of powers of x and targets about a curve, some far off."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-2, 2, count))
    y = x - 0.3 * x**2 * (degree > 1) + rng.normal(scale=0.5, size=count)
    y[count - outliers :] -= 6.0
    return x[:, None] ** np.arange(degree + 1), y


def newton(slope, bend, design, target, start):
    """The root of the gradient from nearby, by Newton's method with the second derivative."""
    theta = start
    for _ in range(200):
        residual = design @ theta - target
        step = np.linalg.solve((design.T * bend(residual)) @ design, design.T @ slope(residual))
        theta = theta - step
        if np.abs(step).max() < 1e-14:
            break
    return theta


def huber(design, target, delta):
    """HuberRegressor's problem at a fixed scale, as a quadratic programme's optimum found by SciPy, then sharpened."""

    def value(theta):
        size = np.abs(design @ theta - target)
        return np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)).sum()

    def slope(theta):
        return design.T @ np.clip(design @ theta - target, -delta, delta)

    found = minimize(value, np.zeros(design.shape[1]), jac=slope, method="BFGS", options={"gtol": 1e-9})
    inside = lambda r: (np.abs(r) <= delta).astype(float)  # noqa: E731
    return newton(lambda r: np.clip(r, -delta, delta), inside, design, target, found.x)


SMOOTH = {
    "log_cosh": ({}, lambda r: np.logaddexp(r, -r) - np.log(2), np.tanh, lambda r: 1 / np.cosh(r) ** 2),
    "pseudo_huber": (
        {"delta": 0.7},
        lambda r: 0.49 * (np.sqrt(1 + (r / 0.7) ** 2) - 1),
        lambda r: r / np.sqrt(1 + (r / 0.7) ** 2),
        lambda r: (1 + (r / 0.7) ** 2) ** -1.5,
    ),
    "linex": (
        {"a": 0.6},
        lambda r: np.expm1(0.6 * r) - 0.6 * r,
        lambda r: 0.6 * np.expm1(0.6 * r),
        lambda r: 0.36 * np.exp(0.6 * r),
    ),
    "expectile": (
        {"tau": 0.8},
        lambda r: np.where(r > 0, 0.2, 0.8) * r**2,
        lambda r: 2 * np.where(r > 0, 0.2, 0.8) * r,
        lambda r: 2 * np.where(r > 0, 0.2, 0.8),
    ),
    "cauchy": (
        {"c": 1.0},
        lambda r: 0.5 * np.log1p(r**2),
        lambda r: r / (1 + r**2),
        lambda r: (1 - r**2) / (1 + r**2) ** 2,
    ),
    "welsch": (
        {"c": 1.0},
        lambda r: -np.expm1(-(r**2) / 2),
        lambda r: r * np.exp(-(r**2) / 2),
        lambda r: (1 - r**2) * np.exp(-(r**2) / 2),
    ),
    "geman_mcclure": (
        {"c": 1.0},
        lambda r: 2 * r**2 / (r**2 + 4),
        lambda r: 16 * r / (r**2 + 4) ** 2,
        lambda r: 16 * (4 - 3 * r**2) / (r**2 + 4) ** 3,
    ),
}


def smooth(value, slope, bend, design, target):
    """The lowest of the minima that many starts lead SciPy to, sharpened by Newton's method."""
    rng = np.random.default_rng(0)  # some starts overflow; what they lead to is no minimum
    starts = [np.linalg.lstsq(design, target, rcond=None)[0], *rng.normal(scale=1.5, size=(60, design.shape[1]))]
    found = [
        minimize(lambda t: value(design @ t - target).sum(), s, jac=lambda t: design.T @ slope(design @ t - target))
        for s in starts
    ]
    return newton(slope, bend, design, target, min(found, key=lambda each: each.fun).x)


def insensitive(design, target, epsilon):
    """The mean of max(|r| − ε, 0) as a linear programme."""
    count, width = design.shape
    cost = np.concatenate([np.zeros(width), np.ones(count)])
    above = np.hstack([design, -np.eye(count)])
    below = np.hstack([-design, -np.eye(count)])
    limits = np.concatenate([target + epsilon, epsilon - target])
    ranges = [(None, None)] * width + [(0, None)] * count
    found = linprog(cost, np.vstack([above, below]), limits, bounds=ranges, method="highs-ds")
    return found.fun / count


def fits(design, target):
    """Coefficients, and the mean loss where they are perhaps not the only ones."""
    plain = LinearRegression(fit_intercept=False).fit(design, target)
    yield {"loss": "squared", "parameters": {}, "theta": plain.coef_.tolist()}
    for tau in (0.5, 0.2, 0.85):
        model = QuantileRegressor(quantile=tau, alpha=0, fit_intercept=False, solver="highs-ds").fit(design, target)
        residual = target - design @ model.coef_
        value = float(np.where(residual > 0, tau * residual, (tau - 1) * residual).mean())
        theta = model.coef_.tolist()
        yield {"loss": "quantile", "parameters": {"tau": tau}, "value": value, "theta": theta}
        if tau == 0.5:
            yield {"loss": "absolute", "parameters": {}, "value": 2 * value, "theta": theta}
    for delta in (0.3, 1.0):
        yield {"loss": "huber", "parameters": {"delta": delta}, "theta": huber(design, target, delta).tolist()}
    for key, (parameters, value, slope, bend) in SMOOTH.items():
        theta = smooth(value, slope, bend, design, target)
        mean = float(value(design @ theta - target).mean())
        yield {"loss": key, "parameters": parameters, "value": mean, "theta": theta.tolist()}
    for epsilon in (0.25, 0.5):
        value = insensitive(design, target, epsilon)
        yield {"loss": "epsilon_insensitive", "parameters": {"epsilon": epsilon}, "value": value}


def lines():
    """Data sets with the fits of lines and curves to them."""
    for count, degree, outliers, seed in ((30, 1, 4, 0), (30, 1, 9, 1), (80, 3, 10, 2), (200, 5, 20, 3), (12, 1, 0, 4)):
        design, target = points(count, degree, outliers, seed)
        given = {"x": design[:, 1].tolist(), "y": target.tolist(), "degree": degree}
        yield {**given, "fits": list(fits(design, target))}


def columns():
    """One number for a column."""
    salaries = np.array([21, 23, 24, 25, 26, 27, 28, 30, 31, 250.0])

    def lowest(value):
        grid = np.linspace(20, 252, 4001)
        start = grid[np.argmin([value(each - salaries).sum() for each in grid])]
        near = minimize_scalar(
            lambda t: value(t - salaries).sum(), bounds=(start - 1, start + 1), options={"xatol": 1e-11}
        )
        return near.x

    for key, parameters, value in (
        ("cauchy", {"c": 3.0}, lambda r: 4.5 * np.log1p((r / 3) ** 2)),
        ("welsch", {"c": 5.0}, lambda r: -np.expm1(-((r / 5) ** 2) / 2)),
        ("squared", {}, lambda r: r**2),
        ("huber", {"delta": 2.0}, lambda r: np.where(np.abs(r) <= 2, r**2 / 2, 2 * (np.abs(r) - 1))),
    ):
        yield {"loss": key, "parameters": parameters, "numbers": salaries.tolist(), "estimate": float(lowest(value))}


written = {
    "versions": {"scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    "lines": list(lines()),
    "columns": list(columns()),
}
(HERE / "fits" / "fits.json").write_text(json.dumps(written) + "\n", encoding="utf-8")
