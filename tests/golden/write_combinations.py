"""Writes where weighted sums of losses are lowest, which `test_combinations.py` compares the lab's with.

    python tests/golden/write_combinations.py

needs what `write.py` needs. The sums are written here anew, in PyTorch, over the data of the lab; SciPy finds their
lowest places.
"""

# ruff: noqa: E402  (the package is beside the tests)

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import scipy.optimize
import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from lossviz.learning.combinations import COMBINATIONS

torch.set_default_dtype(torch.float64)
POWERS = (-2.0, 0.0, 1.5)


def straight(points):
    """The line's residuals over all points, and each group's."""
    groups = [(torch.tensor(each.x[~np.isnan(each.x)]), torch.tensor(each.y[~np.isnan(each.y)])) for each in points]

    def residuals(theta):
        return [theta[0] + theta[1] * x - y for x, y in groups]

    return groups, residuals


def two_tasks(points):
    groups, _ = straight(points)

    def terms(theta):
        return [(1 - torch.exp(-((theta[0] * x - y) ** 2) / 2)).mean() for x, y in groups]

    return terms, 1


def two_losses(points):
    _, residuals = straight(points)

    def terms(theta):
        r = torch.cat(residuals(theta))
        return [(r**2).mean(), 0.1 * (torch.sqrt(1 + (r / 0.1) ** 2) - 1).mean()]

    return terms, 2


def fairness(points):
    groups, residuals = straight(points)

    def terms(theta):
        means = [(theta[0] + theta[1] * x).mean() for x, _ in groups]
        return [(torch.cat(residuals(theta)) ** 2).mean(), (means[0] - means[1]) ** 2]

    return terms, 2


def physics(points):
    ((t, y),), _ = straight(points)
    grid = torch.linspace(0, 2 * torch.pi, 60)

    def u(theta, at):
        """The polynomial and its first two derivatives, by the recurrences of Chebyshev's polynomials."""
        s, to_one = at / torch.pi - 1, 1 / torch.pi
        rows = [[torch.ones_like(s), 0 * s, 0 * s], [s, torch.ones_like(s), 0 * s]]
        for _ in range(8):
            (a, da, dda), (b, db, ddb) = rows[-2:]
            rows.append([2 * s * b - a, 2 * b + 2 * s * db - da, 4 * db + 2 * s * ddb - dda])
        return [sum(c * row[k] for c, row in zip(theta, rows, strict=True)) * to_one**k for k in range(3)]

    def terms(theta):
        value, _, bend = u(theta, grid)
        first = u(theta, torch.zeros(1))[1]
        return [((u(theta, t)[0] - y) ** 2).mean(), ((bend + value) ** 2).mean(), (first**2).sum()]

    return terms, 10


def worst_case(points):
    _, residuals = straight(points)

    def terms(theta):
        each = residuals(theta)
        means = torch.stack([(r**2).mean() for r in each])
        return [(torch.cat(each) ** 2).mean(), 0.05 * (torch.logsumexp(means / 0.05, 0) - np.log(3))]

    return terms, 2


def curriculum(points):
    _, residuals = straight(points)

    def terms(theta):
        easy, hard = residuals(theta)
        count = len(easy) + len(hard)
        return [(easy**2).sum() / count, (hard**2).sum() / count]

    return terms, 2


def elastic_weights(points):
    (new, old), _ = straight(points)
    centres = torch.linspace(-2, 2, 6)

    def bumps(x):
        return torch.exp(-((x[:, None] - centres) ** 2) / 2 / 0.7**2)

    ridge = len(old[0]) * 1e-3 * torch.eye(6)
    anchor = torch.linalg.solve(bumps(old[0]).T @ bumps(old[0]) + ridge, bumps(old[0]).T @ old[1])
    fisher = (bumps(old[0]) ** 2).mean(0) / 0.15**2

    def terms(theta):
        return [((bumps(new[0]) @ theta - new[1]) ** 2).mean(), (fisher / 2 * (theta - anchor) ** 2).sum()]

    return terms, 6


SUMS = (two_tasks, two_losses, fairness, physics, worst_case, curriculum, elastic_weights)


def lowest(terms, size, weights):
    """SciPy's lowest place, the best from a few starts, polished until its gradient vanishes."""

    def slope(theta):
        at = torch.tensor(theta, requires_grad=True)
        total = sum(w * term for w, term in zip(weights, terms(at), strict=True))
        (gradient,) = torch.autograd.grad(total, at)
        return total.item(), gradient.numpy()

    starts = [np.full(size, start) for start in (-0.6, 0.0, 0.6)]
    found = [
        scipy.optimize.minimize(slope, start, jac=True, method="BFGS", options={"gtol": 1e-11}) for start in starts
    ]
    best = min(found, key=lambda each: each.fun)
    polished = scipy.optimize.root(lambda theta: slope(theta)[1], best.x, tol=1e-15)
    return polished.x if np.abs(polished.fun).max() < np.abs(slope(best.x)[1]).max() else best.x


def main():
    rows = []
    for make in SUMS:
        combination = COMBINATIONS[make.__name__]
        problem = combination.problem(**{each.name: each.initial for each in combination.parameters})
        terms, size = make(problem.points)
        for power in POWERS:
            weights = [1.0, 10.0**power, *[1.0] * (len(combination.terms) - 2)]
            theta = lowest(terms, size, weights)
            values = [float(term) for term in terms(torch.tensor(theta))]
            rows.append({"combination": combination.key, "weights": weights, "theta": theta.tolist(), "values": values})
    versions = {"PyTorch": torch.__version__, "scipy": scipy.__version__}
    lines = ",\n".join(json.dumps(row) for row in rows)
    path = HERE / "combinations" / "weighted_sums.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'{{\n"versions": {json.dumps(versions)},\n"rows": [\n{lines}\n]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
