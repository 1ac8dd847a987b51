"""Decisions and games: policies that are pulled, critics that are the best there are, fakes that follow."""

import numpy as np
import pytest

from lossviz import FIGURES, LOSSES, view
from lossviz.figures import actions, game
from lossviz.maths.critics import best_scores, held_scores, is_endless
from tests.pictures import PAIRS, random_view, view_of


def _keys(figure):
    return [loss.key for loss, kind in PAIRS if kind.key == figure]


every_decision = pytest.mark.parametrize("key", _keys("actions"))
every_player = pytest.mark.parametrize("key", _keys("game"))


# Decisions.


def test_every_loss_of_decisions_opens_on_its_actions():
    from lossviz import CATALOGUE, FAMILIES

    for loss in FAMILIES["reinforcement"].losses.values():
        assert next(iter(CATALOGUE.kinds(loss))) == "actions"


@every_decision
def test_the_pull_is_minus_the_derivative_of_the_mean_loss(key):
    """What the loss is told, and how often each action was taken, is held: only the policy moves."""
    rng = np.random.default_rng(0)
    for _ in range(3):
        shown = random_view(LOSSES[key], FIGURES["actions"], rng)
        scene = actions._scene(shown)
        logits = rng.normal(size=4)
        policy = np.exp(logits) / np.exp(logits).sum()
        known, chances, before = scene.known(policy), scene.chances(policy), actions._shares(scene.before)

        def mean(moved, scene=scene, known=known, chances=chances, before=before):
            prediction, target, times = scene.decision.events(moved, before, known, chances)
            return float(scene.bound.value(prediction, target) @ times)

        steps = 1e-6 * np.eye(4)
        slopes = [(mean(logits + step) - mean(logits - step)) / 2e-6 for step in steps]
        assert scene.pull(logits) == pytest.approx(-np.array(slopes), abs=1e-7)


@pytest.mark.parametrize("key", ["policy_gradient", "ppo_clip"])
def test_the_pull_of_all_actions_is_the_mean_of_the_pulls_of_each(key):
    start = view_of(LOSSES[key], FIGURES["actions"])
    logits = np.log(actions._shares(start.values["policy"]))
    shares = actions._shares(start.values["policy"])
    alone = [actions._scene(start.moved(taken=name)).pull(logits) for name in "ABCD"]
    assert actions._scene(start).pull(logits) == pytest.approx(shares @ np.array(alone))


def test_a_baseline_changes_single_pulls_and_not_their_mean():
    start = view_of(LOSSES["policy_gradient"], FIGURES["actions"])
    logits = np.log(actions._shares(start.values["policy"]))

    def pull(**values):
        return actions._scene(start.moved(**values)).pull(logits)

    assert pull(baseline="none") == pytest.approx(pull(baseline="expected"), abs=1e-12)
    assert pull(taken="A", baseline="none")[0] > 0, "whatever was tried is reinforced"
    assert pull(taken="A", baseline="expected")[0] < 0, "but it is worse than expected"


def test_steps_of_a_policy_gradient_raise_the_expected_reward_and_a_clipped_batch_stops():
    free, clipped = (view(key, figure="actions", steps=40).draw() for key in ("policy_gradient", "ppo_clip"))
    assert free.readings["expected_after"].value > 0.95 * free.readings["best"].value
    assert clipped.readings["expected_after"].value > clipped.readings["expected"].value
    assert clipped.readings["expected_after"].value < 0.8 * clipped.readings["best"].value
    assert "let go of A, B, C, D" in clipped.takeaway
    assert "let go" not in free.takeaway
    wide = view("ppo_clip", figure="actions", steps=40, epsilon=1.0).draw()
    assert wide.readings["expected_after"].value > clipped.readings["expected_after"].value


def test_a_policy_that_is_the_search_s_own_costs_least_and_is_not_pulled():
    start = view_of(LOSSES["alphazero"], FIGURES["actions"])
    found = start.moved(policy=start.values["worth"]).draw()
    assert abs(found.readings["strongest_pull"].value) < 1e-12
    rng = np.random.default_rng(2)
    for _ in range(20):
        other = start.moved(policy=tuple(rng.dirichlet([1.0] * 4))).draw()
        assert other.readings["mean_value"].value >= found.readings["mean_value"].value


def test_a_policy_is_told_from_what_it_becomes_without_colour():
    drawn = view("policy_gradient", figure="actions").draw()
    now, after = (trace for trace in drawn.data if trace.get("fill") == "toself" and trace.get("yaxis", "y") == "y")
    assert ("fillpattern" in now, "fillpattern" in after) == (False, True)
    assert [now["meta"]["tag"], after["meta"]["tag"]] == ["policy now", "after 1 step"]


# Games.


def _slope(key):
    loss = LOSSES[key].at({})
    return lambda score, label: loss.gradient(score, np.array(label))


def test_only_a_loss_without_a_lower_end_leaves_its_critic_without_a_best_score():
    endless = {key: is_endless(_slope(key)) for key in _keys("game") if LOSSES[key].space.side == "critic"}
    assert [key for key, each in endless.items() if each] == ["wgan_critic"]


def test_best_critics_are_those_of_the_papers():
    rng = np.random.default_rng(0)
    real, fake = rng.uniform(0.05, 1.0, size=(2, 50))
    best = {key: best_scores(_slope(key), real, fake) for key in ("gan_discriminator", "lsgan_discriminator")}
    assert best["gan_discriminator"] == pytest.approx(np.log(real / fake), abs=1e-6)
    assert best["lsgan_discriminator"] == pytest.approx(real / (real + fake), abs=1e-6)
    hinge = best_scores(_slope("hinge_gan_discriminator"), real, fake)
    assert hinge == pytest.approx(np.sign(real - fake), abs=1e-6)


@pytest.mark.parametrize("key", ["wgan_critic", "hinge_gan_discriminator"])
def test_a_held_critic_is_nowhere_steeper_than_1_and_no_other_of_that_kind_is_better(key):
    loss, x = LOSSES[key].at({}), game._X
    rng = np.random.default_rng(1)
    real, fake = game._density(1.0, 0.8), game._density(-0.5, 1.3)

    def cost(scores):
        return float((real * loss.value(scores, np.array(1.0)) + fake * loss.value(scores, np.array(0.0))).sum())

    best = held_scores(lambda z, y: loss.value(z, np.array(y)), real[None], fake[None], game._STEP)[0]
    assert np.abs(np.diff(best)).max() <= game._STEP * (1 + 1e-9)
    for size in (0.05, 0.5, 3.0):
        for _ in range(50):
            slopes = np.diff(best) / game._STEP + size * rng.normal(size=x.size - 1)
            other = (
                best[0] + size * rng.normal() + np.concatenate([[0.0], np.cumsum(np.clip(slopes, -1, 1))]) * game._STEP
            )
            assert cost(other) >= cost(best) - 1e-6


@pytest.mark.parametrize("apart", [0.5, 2.0, 4.0])
def test_the_value_of_the_best_wasserstein_critic_is_minus_half_the_distance(apart):
    drawn = view("wgan_critic", figure="game", real=apart / 2, fake=-apart / 2).draw()
    assert drawn.readings["value"].value == pytest.approx(-apart / 2, abs=0.02)
    assert drawn.readings["mean_pull"].value == pytest.approx(1.0, abs=0.02)


def test_far_from_the_real_examples_the_minimax_generator_is_hardly_pulled_and_the_others_are():
    far, near = ({"fake": -4.0, "real": 3.0}, {"fake": 0.5, "real": 3.0})

    def pull(key, values):
        return view(key, figure="game", **values).draw().readings["mean_pull"].value

    assert pull("gan_minimax_generator", far) < 0.05 * pull("gan_minimax_generator", near)
    for key in ("gan_non_saturating_generator", "wgan_generator"):
        assert pull(key, far) > 0.9 * pull(key, near)


@every_player
def test_fakes_that_are_like_the_real_ones_are_not_pulled(key):
    drawn = view(key, figure="game", real=1.0, fake=1.0).draw()
    assert abs(drawn.readings["mean_pull"].value) < 1e-6
    assert "hardly pulls" in drawn.takeaway


@every_player
def test_a_player_meets_the_other_side_s_loss_that_was_published_with_it(key):
    loss = LOSSES[key]
    shown = view_of(loss, FIGURES["game"])
    other = LOSSES[shown.values["opponent"]]
    assert other.space.side not in ("", loss.space.side)
    assert {each.url for each in loss.references} & {each.url for each in other.references}


@every_player
def test_the_mean_pull_of_the_fakes_lies_on_its_curve(key):
    place = float(game._PLACES[6])
    drawn = view(key, figure="game", fake=round(place, 10)).draw()
    curve = next(trace for trace in drawn.data if trace["meta"]["role"] == "loss")
    assert np.interp(place, curve["x"], curve["y"]) == pytest.approx(drawn.readings["mean_pull"].value, abs=1e-9)


@pytest.mark.parametrize("figure", ["actions", "game"])
def test_examples_and_actions_are_moved_by_their_bodies(figure):
    for key in _keys(figure):
        held = view(key, figure=figure).draw().handles
        bodies = [each for each in held if each["grip"]]
        assert len(bodies) >= len(held) - 1
        for each in bodies:
            left, right, low, high = each["grip"]
            assert left <= each["at"][0] <= right
            assert low <= each["at"][1] <= high
