"""A loss along a line, as a chart draws it."""

import numpy as np

from lossviz.maths.lines import profile
from tests.cases import every_case


def labelled(space):
    """Every line of a space with each of its labels, and the place of the label."""
    for line in space.lines:
        for index, label in enumerate(space.labels):
            yield line, index, label


@every_case
def test_a_profile_is_the_loss_and_its_slope_with_gaps_only_at_jumps(case):
    for line, _, label in labelled(case.space):
        drawn = profile(case.loss.at(case.parameters), line, label)
        assert (np.diff(drawn.t) >= 0).all()
        assert drawn.t[0] == line.low
        assert drawn.t[-1] == line.high
        at_kink = np.isin(drawn.t, drawn.kinks)
        jump = case.loss.kinks.jump if case.loss.kinks else None
        assert (np.isnan(drawn.value) == (at_kink & (jump == "value"))).all()
        assert (np.isnan(drawn.slope) == (at_kink & (jump in ("value", "slope")))).all()
        prediction, target = line.place(drawn.t, label)
        known = ~np.isnan(drawn.value)
        np.testing.assert_allclose(drawn.value[known], case.value(prediction, target)[known])
        if case.loss.surrogate:
            continue  # its slope is that of something else, on purpose
        # between two places the loss rises by as much as some slope between theirs says
        clear = ~np.isnan(drawn.slope) & ~at_kink
        apart = clear[1:] & clear[:-1] & (np.diff(drawn.t) > 1e-6)
        rise = np.diff(drawn.value)[apart] / np.diff(drawn.t)[apart]
        left, right = drawn.slope[:-1][apart], drawn.slope[1:][apart]
        # a slope that turns between two places rises a little above both: by a share of how it changes beside them
        change = np.pad(np.nan_to_num(np.abs(np.diff(drawn.slope))), 1)
        beside = np.maximum(change[1:-1], np.maximum(change[:-2], change[2:]))[apart]
        slack = 0.2 * beside + 2e-3 * np.abs(drawn.slope[clear]).max()
        assert (rise >= np.minimum(left, right) - slack).all()
        assert (rise <= np.maximum(left, right) + slack).all()
