"""Where losses jump, as a search by bisection finds it: beside what is declared, what is claimed and what is marked.

All that needs the search stands here, so that one process does it once.
"""

import numpy as np
import pytest

from lossviz.maths.lines import kinks_along
from lossviz.vocabulary import Trait
from tests.cases import CASES, every_case, every_loss
from tests.jumps import NEAR, ORDERS, scans
from tests.test_claims import agrees, cases_that_could_be, not_smooth
from tests.test_lines import labelled


@every_case
def test_declared_kinks_are_the_jumps_that_bisection_finds(case):
    for where, scan in scans(case).items():
        for what, places in scan.found.items():
            for path, t in places:
                declared = [place for other, place in scan.declared if other == path]
                assert any(abs(t - place) < NEAR for place in declared), (
                    f"the {what} jumps on {where}, path {path} at {t:.6f}; kinks are declared at {declared}"
                )
        for (path, t), jumps in zip(scan.declared, scan.jumps, strict=True):
            lowest = next((order for order in ORDERS if jumps[order]), "nothing")
            assert lowest == case.loss.kinks.jump, (
                f"{where}, path {path} at {t:.6f}: {case.loss.kinks.jump} is declared to jump, {lowest} does"
            )


@every_loss
def test_declared_kinks_are_met_somewhere(loss):
    met = any(scan.declared for case in CASES if case.loss is loss for scan in scans(case).values())
    assert met == (loss.kinks is not None)


@cases_that_could_be(Trait.SMOOTH)
def test_smooth_losses_have_no_jumps_of_slope_and_all_others_have(case):
    agrees(case, Trait.SMOOTH, not_smooth(case))


@every_case
def test_kinks_are_marked_where_bisection_finds_them(case):
    for line, index, label in labelled(case.space):
        scan = scans(case)[f"the {line.key} line"]
        marked = kinks_along(case.loss.at(case.parameters), line, label)
        found = np.array([t for path, t in scan.declared if path == index])
        found = np.unique(np.round(line.low + found * (line.high - line.low), 9))
        marked, found = (t[(t > line.low + 1e-6) & (t < line.high - 1e-6)] for t in (marked, found))
        assert marked == pytest.approx(found, abs=1e-6), f"on the {line.key} line of {label.name}"
