"""What holds for every space: its lines and planes, its labels, and what it draws."""

import re

import numpy as np

from lossviz.vocabulary import Trait
from tests.cases import every_space, over_event
from tests.events import at_the_edges, legal, on_lines, toward


@every_space
def test_the_direction_of_a_line_is_the_derivative_of_its_place(space):
    for line in space.lines:
        t = np.linspace(line.low, line.high, 43)[1:-1]
        h = 1e-6
        for label in space.labels:
            ahead, behind = line.place(t + h, label)[0], line.place(t - h, label)[0]
            direction = line.direction(t, label)
            assert direction.shape == ahead.shape
            # differences lose ten digits to the step; 1/t^3 near a probability of 0 does the rest
            np.testing.assert_allclose((ahead - behind) / (2 * h), direction, rtol=1e-6, atol=1e-8)
            assert (line.place(t, label)[1] == line.place(t[:1], label)[1]).all(), "the target moves along the line"


@every_space
def test_lines_and_planes_hold_legal_events_and_a_probe_that_is_drawn(space):
    for line in space.lines:
        start, step = line.probe
        assert line.low <= start <= line.high
        assert 0 < step < line.high - line.low
        assert line.values[0] < line.values[1]
        assert line.slopes[0] < line.slopes[1]
        for label in space.labels:
            space.check(*line.place(np.linspace(line.low, line.high, 9), label))
    plane = space.plane
    if plane is None:
        return
    x, y = np.meshgrid(np.linspace(plane.low, plane.high, 5), np.linspace(plane.low, plane.high, 5))
    assert all(plane.low <= at <= plane.high for at in plane.start)
    placed = []
    for label in space.labels:
        prediction, target = space.check(*plane.place(x, y, label))
        assert prediction.shape[:2] == x.shape
        assert prediction.ndim == 3 + space.prediction_axes
        placed.append((prediction, target))
    differs = any(not np.array_equal(*parts) for other in placed for parts in zip(placed[0], other, strict=True))
    assert plane.by_label == differs


def _symmetries(space):
    return [symmetry for symmetry in (space.symmetry, space.exchange) if symmetry]


@every_space
def test_every_symmetry_says_what_is_exchanged(space):
    worded = [space.wording(trait) for trait in Trait if space.can_claim(trait)]
    assert len({label for label, _ in worded}) == len(worded)
    for label, claim in worded:
        assert "," not in label  # a list of labels is parted by commas
        assert re.fullmatch(r"[A-Z].*\.", claim)


@every_space
def test_what_a_space_draws_and_names_is_legal(space):
    rng = np.random.default_rng(0)
    prediction, target = space.samples.draw(rng, 30)
    events = [
        (prediction, target),
        *at_the_edges(space),
        *(swapped for symmetry in _symmetries(space) for swapped in symmetry.of(prediction, target)),
    ]
    events += [(toward(prediction, prediction[::-1], weight), target) for weight in (1e-9, 0.3, 1.0)]
    events += [space.samples.hopeless(rng, 30)] if space.samples.hopeless else []
    for shown in (*events, *on_lines(space, 9)):
        prediction, target = space.check(*shown)
        assert len(prediction) == len(target)
        assert prediction.ndim == 1 + space.prediction_axes
        assert target.ndim == 1 + space.target_axes
        if not space.target:
            assert np.shape(shown[1]) == (len(prediction), 0)


@every_space
def test_every_real_array_is_a_prediction_where_predictions_are_free(space):
    prediction, target = space.samples.draw(np.random.default_rng(0), 30)
    for scale in (1e-6, 1.0, 1e6):
        if space.free:
            assert legal(space, np.random.default_rng(1).normal(scale=scale, size=prediction.shape), target)


@every_space
def test_labels_have_names_of_their_own_and_a_target_only_where_there_is_one(space):
    for names in ([label.key for label in space.labels], [label.name for label in space.labels]):
        assert len(set(names)) == len(names)
        assert all(name.strip() for name in names)
    assert all((np.size(label.target) > 0) == bool(space.target) for label in space.labels)
    lines = [line.key for line in space.lines]
    assert len(set(lines)) == len(lines)


@every_space
def test_symmetries_change_events_and_what_is_hopeless_is_far_out(space):
    rng = np.random.default_rng(0)
    for symmetry in _symmetries(space):
        for swapped in symmetry.of(*space.samples.draw(rng, 30)):
            fresh = space.samples.draw(np.random.default_rng(0), 30)
            assert any(not np.array_equal(*parts) for parts in zip(swapped, fresh, strict=True))
    if space.samples.hopeless:
        assert (np.abs(over_event(space, space.samples.hopeless(rng, 30)[0] ** 2)) > 1e6).all()
