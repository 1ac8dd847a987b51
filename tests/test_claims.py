"""Every trait that a loss claims, tried hard to refute; and a counter-example to every trait it does not claim.

A search returns a counter-example as a sentence, or None. A page may therefore say "convex" of a loss, and
its silence about another is true as well.
"""

import re

import numpy as np

from lossviz import LOSSES
from lossviz.vocabulary import Claim, Trait
from tests.cases import CASES, Case, each_case, every_case, every_loss, over_event
from tests.events import along, edges, only_legal, outward, pool, toward
from tests.jumps import scans

# Doubled exponents: what grows like a logarithm doubles from one to the next, what grows like any power does more.
_FAR = 10.0 ** np.array([1, 2, 3, 4, 8, 16, 32, 64, 128])
_LIMITLESS = 1e6


def agrees(case, trait, counter_example):
    """Fail if a claim is refuted, or if nothing refutes what is not claimed."""
    if case.has(trait):
        assert counter_example is None, f"{case} claims to be {trait.label}, but {counter_example}"
    else:
        assert counter_example is not None, f"{case} does not claim to be {trait.label}, but nothing contradicts it"


def cases_that_could_be(trait):
    """Every case for which the trait has a meaning."""
    return each_case([case for case in CASES if case.space.can_claim(trait)])


# Events to try


def hard_target(space, label):
    """The target of a label, as the space writes it."""
    line = space.lines[0]
    return line.place(np.array([line.low]), label)[1][0]


def hard_pool(space):
    """The pool's predictions, each with each label; and which label that is."""
    for prediction, _ in pool(space):
        for label in space.labels:
            target = hard_target(space, label)
            yield label, prediction, np.broadcast_to(target, (len(prediction), *target.shape))


def lead(space, prediction, label):
    """By how much the true class leads; negative where it trails."""
    if not space.prediction_axes:
        return prediction * (2 * label.target - 1)
    true = int(np.argmax(label.target))
    return prediction[:, true] - np.delete(prediction, true, axis=1).max(1)


def norm(case, gradient):
    return np.sqrt(over_event(case.space, gradient**2))


def first(where, prediction, target, text):
    """A sentence about the first event where the condition holds, or None."""
    if not where.any():
        return None
    i = np.argmax(where)
    return f"{text} at prediction {prediction[i]}, target {target[i]}"


def anywhere(case, search):
    """What ``search(case, prediction, target)`` finds first in the pool."""
    return next((found for batch in pool(case.space) if (found := search(case, *batch))), None)


# One search per trait


def not_convex(case, prediction, target):
    rng = np.random.default_rng(3)
    if case.space.free:
        ends = [prediction + scale * rng.normal(size=prediction.shape) for scale in (0.01, 0.1, 1.0, 10.0, 50.0)]
    else:
        ends = [toward(prediction, rng.permutation(prediction), weight) for weight in (0.001, 0.03, 0.3)]
    ends.append(rng.permutation(prediction))
    for end in ends:
        turned = None
        if case.loss.surrogate is None:
            # Of a convex function the gradient never turns back: the sharpest test, of the smallest curvature.
            near, far = (
                over_event(case.space, case.gradient(at, target) * (end - prediction)) for at in (prediction, end)
            )
            turned = first(far < near - 1e-9 * (np.abs(near) + np.abs(far)), prediction, target, "its slope falls")
        # A chord sees what the gradient does not: a jump of the value.
        heights = case.value(prediction, target), case.value(end, target)
        for weight in (0.5, rng.uniform(size=len(prediction))):
            chord = (1 - weight) * heights[0] + weight * heights[1]
            slack = 1e-9 * (np.abs(heights[0]) + np.abs(heights[1])) + 1e-12
            above = case.value(toward(prediction, end, weight), target) > chord + slack
            turned = turned or first(above, prediction, target, "it rises above a chord")
        if turned:
            return turned
    return None


def not_smooth(case):
    for where, scan in scans(case).items():
        for what in ("value", "slope"):
            if scan.found[what]:
                return f"its {what} jumps on {where}, path and place {scan.found[what][0]}"
    return pointed(case)


def pointed(case):
    """A place at which gradients near by stay apart however near: a tip, which no path at random meets.

    Places are the edges of the space and what is right in it. Gradients are compared with that at the place and with
    one on another side.
    """
    for prediction, target, beside in near_special_places(case.space, edges(case.space)):
        here = case.gradient(prediction, target)
        slopes = [[case.gradient(side(width), target) for side in beside] for width in (1e-9, 1e-12)]
        for far, near in zip(*([here - one, here - other, one - other] for one, other in slopes), strict=True):
            far, near = norm(case, far), norm(case, near)
            # of smooth slopes a thousandth is left, or rounding
            found = first(near > 0.5 * far + 1e-4, prediction, target, "its slope jumps")
            if found:
                return found
    for prediction, target, beside in near_special_places(case.space, ()):
        found = parted(case, prediction, target, beside, case.value(prediction, target), "its value jumps")
        if found:
            return found
    return None


def near_special_places(space, places):
    """These events and what is right, each batch with two ways away from it: predictions at a given small distance."""
    rng = np.random.default_rng(5)
    right = [space.samples.perfect(np.random.default_rng(2), 50)] if space.samples.perfect else []
    for prediction, target in (*places, *right):
        for _ in range(2):
            yield prediction, target, [_away(space, prediction, rng) for _ in range(2)]


def _away(space, prediction, rng):
    """Predictions at a distance from these: in any direction, or where not all are legal toward another."""
    if space.free:
        step = rng.normal(size=prediction.shape)
        return lambda width: prediction + width * step
    other, _ = space.samples.draw(rng, len(prediction))
    return lambda width: toward(prediction, other, np.full(len(prediction), width))


def parted(case, prediction, target, beside, limit, text):
    """A place at which the values near by stay off the limit, however near."""
    for side in beside:
        # of a power of the distance as small as 1/10 a half is left at most, of a logarithm no more
        far, near = (np.abs(case.value(side(width), target) - limit) for width in (1e-6, 1e-12))
        found = first(near > 0.6 * far + 1e-9, prediction, target, text)
        if found:
            return found
    return None


def negative_somewhere(case):
    far = [outward(case.space, scale) for scale in _FAR[:4]] if case.space.free else []
    for prediction, target in (*pool(case.space), *far):
        found = first(case.value(prediction, target) < 0, prediction, target, "it is negative")
        if found:
            return found
    return None


def costly_when_right(case):
    for prediction, target, beside in near_special_places(case.space, ()):
        found = first(np.abs(case.value(prediction, target)) > 1e-9, prediction, target, "it is not zero")
        found = found or parted(case, prediction, target, beside, 0.0, "it does not go to zero beside it")
        if found:
            return found
    return None


def lopsided(symmetry):
    """The search for an event that a symmetry changes."""

    def search(case, prediction, target):
        value = case.value(prediction, target)
        for other in symmetry.of(prediction, target):
            differs = ~np.isclose(value, case.value(*other), rtol=1e-9, atol=1e-12)
            if differs.any():
                return first(differs, prediction, target, "the exchange changes it")
        return None

    return search


def _limitless(sizes, limit=_LIMITLESS):
    """Whether the sizes at `_FAR` outgrow every limit; sizes is a function of the scale."""
    largest = []
    for scale in _FAR:
        largest.append(float(sizes(scale).max()))
        if largest[-1] > limit:  # farther out it may overflow
            return f"it is {largest[-1]:.3g} at a distance of {scale:.0e}"
    if max(largest) > 1.01 * max(largest[:-1]):
        return f"it still grows from {largest[-2]:.6g} to {largest[-1]:.6g} at a distance of {_FAR[-1]:.0e}"
    return None


def limitless_value(case):
    return _limitless(lambda scale: np.abs(case.value(*outward(case.space, scale))))


def limitless_gradient(case):
    def outside(scale):
        return norm(case, case.gradient(*outward(case.space, scale)))

    def inside(scale):
        """Where a prediction, or one row of it, shrinks to nothing: what is divided by its length grows there."""
        prediction, target = case.sample(1, 40)
        shrunk = [prediction / scale]
        if case.space.prediction_axes == 2:
            rows = np.arange(prediction.shape[1])[:, None]
            shrunk = [np.where(rows == row, prediction / scale, prediction) for row in rows]
        return np.concatenate([norm(case, case.gradient(each, target)) for each in shrunk])

    return _limitless(outside) or _limitless(inside, 1e12 if rests_on_something(case.loss) else 1e4)


def rests_on_something(loss):
    """Whether the limit is said to be that of a small number added on purpose, and not of the formula."""
    return any(
        claim.proviso for claim in loss.traits if isinstance(claim, Claim) and claim.trait is Trait.BOUNDED_INFLUENCE
    )


def still_pulls(case):
    """A prediction that is certain of something wrong, and whose gradient is not small."""
    usual = norm(case, case.gradient(*case.sample(1, 200))).max()
    prediction, target = case.space.samples.hopeless(np.random.default_rng(1), 200)
    with np.errstate(over="ignore"):  # a gradient that overflows has not faded
        pull = norm(case, case.gradient(prediction, target))
    # the slowest fading in sight, r to the power of -1/10, leaves 1e-8
    return first(pull > 1e-6 * usual, prediction, target, "it still pulls")


def dishonest(case):
    """True probabilities at which some other forecast is expected to do as well or better."""
    space, rng = case.space, np.random.default_rng(6)
    binary = not space.prediction_axes
    truths = rng.dirichlet([1.5] * len(space.labels), size=6)
    for truth in truths:
        logits = np.log(truth)
        honest = np.array([logits[0] - logits[1]]) if binary else logits[None]
        others = rng.normal(scale=3.0, size=(2000, *honest.shape[1:]))
        others = np.concatenate([others, honest + rng.normal(scale=0.3, size=others.shape)])

        def expected(measure, predictions, truth=truth):
            targets = [hard_target(space, label) for label in space.labels]
            return sum(
                q * measure(predictions, np.broadcast_to(target, (len(predictions), *target.shape)))
                for q, target in zip(truth, targets, strict=True)
            )

        slope = norm(case, expected(case.gradient, honest))[0]
        if slope > 1e-9:
            return f"with true probabilities {truth} the honest forecast is drawn away with a slope of {slope:.3g}"
        apart = np.abs(others - honest) if binary else np.ptp(others - honest, axis=1)  # a shift is no difference
        gain = expected(case.value, honest)[0] - expected(case.value, others)
        better = (apart > 0.05) & (gain >= 0)
        if better.any():
            return f"with true probabilities {truth} the forecast {others[np.argmax(better)]} does as well"
    return None


def below_the_error(case):
    for label, prediction, target in hard_pool(case.space):
        # ties among all, and the closest of calls, where a bound is tightest
        prediction = np.concatenate([prediction, 0 * prediction[:1], 1e-9 * prediction[:100]])
        target = np.broadcast_to(target[0], (len(prediction), *target.shape[1:]))
        error = np.heaviside(-lead(case.space, prediction, label), 0.5)
        below = case.value(prediction, target) < error - 1e-6
        if below.any():
            return first(below, prediction, target, "it is below the zero-one error")
    return None


def moved_by_a_shift(case, prediction, target):
    value = case.value(prediction, target)
    for shift in (-3.0, 0.5, 100.0):
        moved = ~np.isclose(value, case.value(prediction + shift, target), rtol=1e-9, atol=1e-10)
        if moved.any():
            return first(moved, prediction, target, f"adding {shift} changes it")
    return None


# The tests


@cases_that_could_be(Trait.CONVEX)
def test_convex_losses_stay_below_their_chords_and_no_others_do(case):
    agrees(case, Trait.CONVEX, anywhere(case, not_convex))


@cases_that_could_be(Trait.NON_NEGATIVE)
def test_non_negative_losses_reward_no_prediction_and_all_others_do(case):
    agrees(case, Trait.NON_NEGATIVE, negative_somewhere(case))


@cases_that_could_be(Trait.ZERO_WHEN_RIGHT)
def test_losses_zero_when_right_vanish_for_perfect_predictions_and_no_others_do(case):
    agrees(case, Trait.ZERO_WHEN_RIGHT, costly_when_right(case))


@cases_that_could_be(Trait.SYMMETRIC)
def test_symmetric_losses_are_unchanged_by_a_swap_and_no_others_are(case):
    agrees(case, Trait.SYMMETRIC, anywhere(case, lopsided(case.space.symmetry)))


@cases_that_could_be(Trait.EXCHANGEABLE)
def test_losses_that_are_the_same_both_ways_are_unchanged_by_the_exchange_and_no_others_are(case):
    agrees(case, Trait.EXCHANGEABLE, anywhere(case, lopsided(case.space.exchange)))


@cases_that_could_be(Trait.BOUNDED_INFLUENCE)
def test_losses_of_bounded_influence_pull_with_a_limit_and_no_others_do(case):
    agrees(case, Trait.BOUNDED_INFLUENCE, limitless_gradient(case))


@cases_that_could_be(Trait.REDESCENDING)
def test_redescending_losses_let_go_of_the_hopeless_and_no_others_do(case):
    agrees(case, Trait.REDESCENDING, still_pulls(case))


@cases_that_could_be(Trait.BOUNDED)
def test_bounded_losses_have_a_limit_and_no_others_do(case):
    agrees(case, Trait.BOUNDED, limitless_value(case))


@cases_that_could_be(Trait.PROPER)
def test_proper_losses_are_smallest_for_honest_forecasts_and_no_others_are(case):
    agrees(case, Trait.PROPER, dishonest(case))


@cases_that_could_be(Trait.UPPER_BOUND)
def test_upper_bounds_are_nowhere_below_the_zero_one_error_and_all_others_are(case):
    agrees(case, Trait.UPPER_BOUND, below_the_error(case))


@cases_that_could_be(Trait.SHIFT_INVARIANT)
def test_shift_invariant_losses_ignore_a_common_constant_and_no_others_do(case):
    agrees(case, Trait.SHIFT_INVARIANT, anywhere(case, moved_by_a_shift))


@every_case
def test_no_trait_is_claimed_where_it_has_no_meaning(case):
    for trait in Trait:
        assert case.space.can_claim(trait) or not case.has(trait), f"{trait.label} in the space {case.space.key}"


@every_loss
def test_a_trait_is_claimed_once_and_a_condition_says_where(loss):
    traits = [claim.trait if isinstance(claim, Claim) else claim for claim in loss.traits]
    assert len(traits) == len(set(traits))
    for claim in loss.traits:
        if isinstance(claim, Claim):
            assert claim.condition.strip() or re.fullmatch(r"[A-Z].*\.", claim.proviso)
        if isinstance(claim, Claim) and claim.condition:
            held = {bool(claim.holds(**case.bound)) for case in CASES if case.loss is loss}
            assert held == {True, False}, f"{claim.trait.label} {claim.condition} is {held} in every case"


def test_a_power_bends_the_tversky_loss_upwards_if_it_makes_up_for_the_weight_of_a_miss():
    """Beyond the slider: with α = 0 and any number of pixels it is convex from γ = 2β − 1 on."""
    for beta, gamma in ((1.2, 1.4), (1.2, 2.0), (3.0, 5.0), (1.2, 1.2), (3.0, 4.0)):
        setting = {"alpha": 0.0, "beta": beta, "gamma": gamma, "smooth": 0.0}
        case = Case(LOSSES["focal_tversky"], setting)
        found = np.linspace(0.0, 1.0, 2001)[:, None, None]
        bends = np.diff(case.value(found * np.ones((4, 4)), np.ones((4, 4))), 2)
        assert (bends.min() > -1e-12) == case.has(Trait.CONVEX)
        agrees(case, Trait.CONVEX, anywhere(case, not_convex)) if case.has(Trait.CONVEX) else None


def test_what_a_claim_rests_on_is_there():
    pixel = Case(LOSSES["pixel_cross_entropy"], {})
    costs = pixel.value(np.array([0.0, 1e-44, 1e-43])[:, None, None], np.ones((3, 1, 1)))
    assert costs[0] == costs[1] == 100
    assert costs[2] < 100
    for key, event, limit in (("cosine_embedding", (2, 2), 1.1e6), ("info_nce", (5, 2), 2.5e7)):
        prediction = np.random.default_rng(0).normal(size=(500, *event))
        prediction[:, 0] *= np.geomspace(1e-9, 1e-3, 500)[:, None]
        case = Case(LOSSES[key], {})
        target = np.ones(500) if case.space.target else np.empty((500, 0))
        pulls = norm(case, case.gradient(prediction, target))
        assert limit / 10 < pulls.max() < limit


# Minimisers


@each_case([case for case in CASES if case.loss.minimiser])
def test_the_named_minimiser_is_the_best_constant_prediction(case):
    for seed in range(3):
        # even and odd sizes: a median is an interval for one and a point for the other
        _, target = case.sample(seed, 30 + seed)
        best = np.asarray(case.loss.minimiser.of(target, **case.bound), float)
        rng = np.random.default_rng(seed)
        steps = np.geomspace(1e-5, 10, 400)
        directions = rng.choice([-1.0, 1.0], 400) if best.ndim == 0 else rng.normal(size=(400, *best.shape))
        others = best + along(steps, directions)
        if not case.space.free:
            others, _ = only_legal(case.space, others, np.broadcast_to(target[0], (400, *target.shape[1:])))
            assert len(others) > 100, "hardly any other prediction was legal"
        mean = case.value(best, target).mean()
        means = case.value(others[:, None], target[None]).mean(1)
        worst = np.argmin(means)
        # ties are allowed: between the two middle targets every constant is a median
        assert means[worst] >= mean - 1e-13 * max(1.0, abs(mean)), (
            f"{case.loss.minimiser.text} {best} costs {mean}, but {others[worst]} only {means[worst]}"
        )
