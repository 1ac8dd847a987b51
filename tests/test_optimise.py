"""Surfaces, walks on them, the bowl of a scaled input, and what the optimiser lab says of them."""

from pathlib import Path

import numpy as np
import pytest

from lossviz.catalogue import CATALOGUE, PAGES
from lossviz.learning import surfaces
from lossviz.learning.conditioning import bowl, descended
from lossviz.learning.ground import of_loss, of_surface
from lossviz.learning.landscape import terrain
from lossviz.learning.models import model_of
from lossviz.learning.optimiser import RATES, rate
from lossviz.learning.optimisers import OPTIMISERS
from lossviz.learning.surfaces import SURFACES
from lossviz.learning.walks import SCHEDULES, Manner, factor, walked
from lossviz.live import payload
from lossviz.vocabulary import View
from tests.promises import assert_handles_work, assert_numbers_are_told, assert_promised, assert_travels

PLAIN = OPTIMISERS["gradient_descent"]
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


def _view(**fields):
    view, complaints = View.read(fields, PAGES["optimise"])
    assert complaints == []
    return view


def _read(**fields):
    return {name: each.value for name, each in _view(**fields).draw().readings.items()}


def _terrain(loss):
    model = model_of(loss.space)
    controls = (*model.knobs, *model.parameters, *([model.moves] if model.moves else []))
    return terrain(loss.space, {each.name: each.initial for each in controls})


def _manner(key, rate, **settings):
    optimiser = OPTIMISERS[key]
    return Manner(optimiser, tuple(each.default for each in optimiser.parameters), rate, **settings)


@every_surface
def test_a_surface_is_named_by_its_file_and_shows_its_start_and_its_minima(surface):
    assert (Path(surfaces.__path__[0]) / f"{surface.key}.py").is_file()
    for x, y in (surface.start, *surface.minima):
        assert surface.across[0] < x < surface.across[1]
        assert surface.up[0] < y < surface.up[1]


@every_surface
def test_the_slopes_of_a_surface_are_those_of_its_heights(surface):
    rng = np.random.default_rng(3)
    x, y = (rng.uniform(*ends, 50) for ends in (surface.across, surface.up))
    h = 1e-6
    along, up = surface.gradient(x, y)
    scale = 1e-8 + 1e-7 * np.abs(surface.value(x, y)).max()
    across_differences = (surface.value(x + h, y) - surface.value(x - h, y)) / (2 * h)
    up_differences = (surface.value(x, y + h) - surface.value(x, y - h)) / (2 * h)
    assert np.abs(along - across_differences).max() < 100 * scale
    assert np.abs(up - up_differences).max() < 100 * scale


@every_surface
def test_nothing_of_a_surface_is_lower_than_its_minima_and_it_is_level_there(surface):
    ground = of_surface(surface)
    for minimum in surface.minima:
        assert surface.value(*np.array(minimum)) == pytest.approx(ground.lowest, abs=1e-12)
        assert np.abs(surface.gradient(*np.array(minimum))).max() < 1e-10
    assert ground.heights.min() >= ground.lowest


@pytest.mark.parametrize("key", ["huber", "binary_cross_entropy", "cross_entropy", "elastic_net"])
def test_the_slopes_of_a_landscape_are_those_of_its_heights_and_batches_average_to_them(key):
    loss = CATALOGUE.losses[key]
    model = model_of(loss.space)
    values = {
        each.name: each.initial for each in (*model.knobs, *model.parameters, *([model.moves] if model.moves else []))
    }
    ground = of_loss(loss.at({}), terrain(loss.space, values))
    place, h = np.array([0.37, 0.81]), 1e-6
    for way in np.eye(2):
        difference = (ground.value(place + h * way) - ground.value(place - h * way)) / (2 * h)
        assert ground.gradient(place) @ way == pytest.approx(difference, abs=1e-6)
    parts = [ground.partial(place, np.array([example])) for example in range(ground.examples)]
    assert np.mean(parts, 0) == pytest.approx(ground.gradient(place), abs=1e-12)


def test_a_walk_that_runs_away_is_told_with_its_step_and_without_a_warning():
    ground = of_surface(SURFACES["bowl"])
    walk = walked(ground, _manner("gradient_descent", 2.0), (1.0, 0.0), 500)
    above = 9.0 ** np.arange(20.0)
    assert walk.diverges == int((above > 1e3).argmax())
    assert np.isnan(walk.places[-1]).all()
    assert walked(ground, _manner("gradient_descent", 0.4), (1.0, 0.0), 50).diverges == 0


def test_a_walk_that_was_high_and_came_back_does_not_diverge():
    walk = walked(of_surface(SURFACES["beale"]), _manner("lbfgs", 1.0), SURFACES["beale"].start, 150)
    assert walk.diverges == 0
    assert np.isfinite(walk.heights[-1])


def test_schedules_start_at_the_rate_and_fall():
    for key in SCHEDULES:
        factors = [factor(key, step, 150) for step in range(1, 151)]
        assert factors[0] == 1
        assert factors == sorted(factors, reverse=True)
    assert factor("steps", 31, 150) == 0.5
    assert factor("root", 4, 150) == 0.5
    assert factor("cosine", 76, 150) == pytest.approx(0.5)


def test_a_clipped_step_of_plain_descent_is_no_longer_than_the_rate_times_the_clip():
    ground = of_surface(SURFACES["rosenbrock"])
    walk = walked(ground, _manner("gradient_descent", 0.1, clip=0.5), (-1.9, -0.9), 60)
    lengths = np.linalg.norm(np.diff(walk.places, axis=0), axis=1)
    assert lengths.max() == pytest.approx(0.05)
    assert lengths.min() < 0.04


def test_batches_are_drawn_by_seed_and_the_whole_batch_is_plain_descent():
    loss = CATALOGUE.losses["squared"]
    ground = of_loss(loss.at({}), _terrain(loss))
    plain = walked(ground, _manner("gradient_descent", 0.1), (0.0, 0.0), 20).places
    one, other = (walked(ground, _manner("sgd", 0.1, seed=seed), (0.0, 0.0), 20).places for seed in (1, 2))
    assert not np.array_equal(one, other)
    assert not np.allclose(one, plain)
    whole = walked(ground, Manner(OPTIMISERS["sgd"], (30.0,), 0.1), (0.0, 0.0), 20).places
    assert whole == pytest.approx(plain, abs=1e-12)


def test_the_bowl_of_a_line_curves_as_its_inputs_say():
    plain = bowl(0.0, 1.0, "raw", False, 0.4, 1.0)
    assert plain.curvatures == pytest.approx((2.0, 2.8506), abs=1e-4)
    limit = PLAIN.limit(plain.curvatures[1])
    assert limit == pytest.approx(0.7016, abs=5e-5)
    ended = plain.slope(descended(plain, PLAIN, (), (0.69, 0.70, 0.71, 0.75), 100)[-1])
    assert ended == pytest.approx([0.877, 0.027, -14.2, -583200], rel=2e-2)
    shifted = bowl(5.0, 1.0, "raw", False, 0.4, 1.0).curvatures
    assert PLAIN.limit(shifted[1]) == pytest.approx(0.0365, abs=5e-5)
    assert shifted[1] / shifted[0] == pytest.approx(526, abs=0.5)
    summed = bowl(0.0, 1.0, "raw", True, 0.4, 1.0)
    assert PLAIN.limit(summed.curvatures[1]) == pytest.approx(limit / 30)
    round_again = bowl(5.0, 1.0, "standardised", False, 0.4, 1.0)
    assert round_again.curvatures == pytest.approx((2.0, 2.0))
    assert round_again.fit[0] / round_again.unit == pytest.approx(plain.fit[0])


@pytest.mark.parametrize("key", [key for key, each in OPTIMISERS.items() if each.limit])
@pytest.mark.parametrize("shift", ["0", "5"])
def test_the_limit_that_is_drawn_is_where_the_steps_change_their_fate(key, shift):
    limit = _read(optimiser=key, figure="scaling", shift=shift)["limit"]
    below, above = (
        _read(optimiser=key, figure="scaling", shift=shift, steps="200", rate=repr(limit * by)) for by in (0.9, 1.1)
    )
    assert below["error"] < above["error"]
    on = bowl(float(shift), 1.0, "raw", False, 0.4, 1.0)
    own = tuple(each.default for each in OPTIMISERS[key].parameters)
    long = on.heights(descended(on, OPTIMISERS[key], own, (limit * 0.97, limit * 1.03), 2000)[-1])
    assert long[0] < on.heights(on.start)
    assert not long[1] < on.heights(on.start)


def test_a_race_says_what_has_become_of_each():
    said = _view(optimiser="gradient_descent", rate="0").draw().takeaway
    assert "does not move, for its rate is 0" in said
    said = _view(optimiser="gradient_descent", rate="0.5").draw()
    assert f"diverges at step {said.readings['diverges'].value:.0f}" in said.takeaway
    assert "∞" in " ".join(_view(optimiser="gradient_descent", rate="5", steps="150").draw().worked)
    assert "hardly moves any more" in _view(surface="rastrigin", steps="150").draw().takeaway
    assert "takes the whole slope" in _view(optimiser="sgd", surface="bowl").draw().takeaway
    told = _view(optimiser="sgd", steps="80").draw()
    assert "whole slope" not in told.takeaway
    assert np.isnan(told.readings["arrived"].value), "it goes on swinging"


def test_at_a_constant_rate_absolute_error_never_settles():
    given = {
        "optimiser": "gradient_descent",
        "surface": "loss",
        "loss": "absolute",
        "steps": "150",
        "line-outliers": "0",
    }
    wide, narrow = (_read(**given, rate=rate) for rate in ("0.5", "0.1"))
    assert (wide["swing_low"], wide["swing_high"]) == pytest.approx((0.84, 1.05), abs=0.01)
    assert (narrow["swing_low"], narrow["swing_high"]) == pytest.approx((0.92, 0.94), abs=0.01)


@pytest.mark.parametrize("key", [loss.key for loss in CATALOGUE.losses.values() if model_of(loss.space)])
def test_every_loss_with_a_model_can_be_raced_on(key):
    drawn = _view(optimiser="adam", surface="loss", loss=key, against="sgd,lbfgs").draw()
    assert np.isfinite(drawn.readings["height"].value)


@pytest.mark.parametrize("key", SURFACES)
@pytest.mark.parametrize("rate", ["0", "0.1", "1000"])
def test_a_race_keeps_what_drawings_promise_at_any_rate(key, rate):
    view = _view(optimiser="gradient_descent", surface=key, rate=rate, against="adam,lbfgs", steps="150")
    drawing = view.draw()
    assert_promised(view.subject.name, drawing)
    assert_numbers_are_told(drawing)
    assert_travels(drawing)
    assert_handles_work(view, drawing)


def test_a_schedule_tells_the_rate_that_it_has_come_to():
    rates = [_read(schedule="steps", rate="0.1", steps=str(step))["rate"] for step in (0, 30, 31, 61)]
    assert rates == pytest.approx([0.1, 0.1, 0.05, 0.025])
    assert _read(schedule="cosine", steps="150")["height"] < 0.05


def test_a_state_to_start_from_says_who_is_in_focus():
    for figure in PAGES["optimise"].lab.figures.values():
        for preset in figure.presets:
            assert preset.fields["optimiser"] in OPTIMISERS


def test_a_walker_that_left_the_picture_is_marked_at_its_edge():
    drawn = _view(optimiser="gradient_descent", rate="0.2", steps="40", against="").draw()
    head = next(each for each in drawn.data if each["meta"].get("tag") == "Gradient descent")
    assert head["marker"]["symbol"][0] in ("triangle-up", "triangle-down")
    assert abs(head["y"][0]) == SURFACES["ravine"].up[1]


def test_only_what_bears_on_the_race_is_shown():
    shown = [each.name for each in _view().shown]
    assert {"ravine-x", "ravine-y", "gradient_descent-rate"} <= set(shown)
    assert not {"bowl-x", "loss", "line-seed", "adam-rate", "huber-delta"} & set(shown)
    shown = [each.name for each in _view(surface="loss", loss="huber").shown]
    assert {"line-slope", "loss", "line-seed", "huber-delta"} <= set(shown)
    assert not {"ravine-x", "logistic-seed", "cauchy-c"} & set(shown)


def test_a_slider_of_rates_stops_at_them_and_travels_ahead():
    control = rate(0.1)
    assert control.steps(len(RATES)) == list(RATES)
    few = control.steps(10)
    assert len(few) <= 10
    assert (few[0], few[-1]) == (RATES[0], RATES[-1])
    assert payload.arm(_view(), "rate")["steps"] == list(RATES)
