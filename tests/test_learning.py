"""The small models whose mean loss landscapes are drawn of: their gradients, their data, their lowest places."""

from dataclasses import replace

import numpy as np
import pytest

from lossviz import CATALOGUE, FIGURES, LOSSES
from lossviz.learning import landscape, models
from lossviz.learning.data.knobs import SEED
from lossviz.learning.data.line import line
from lossviz.learning.landscape import found, gradient, heights, mean_loss, minimum, terrain
from lossviz.learning.model import Model, Sketch, free, linear
from lossviz.learning.models import MODELS, model_of
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import View

FITTED = [(model, loss) for model in MODELS for loss in LOSSES.values() if loss.space in model.tasks]
TASKS = [(model, space) for model in MODELS for space in model.tasks]

every_fit = pytest.mark.parametrize(("model", "loss"), FITTED, ids=[f"{one.key}-{two.key}" for one, two in FITTED])
every_task = pytest.mark.parametrize(("model", "space"), TASKS, ids=[f"{one.key}-{two.key}" for one, two in TASKS])


def knobs(model, **chosen):
    values = {knob.name: chosen.get(knob.name, knob.default) for knob in model.knobs}
    return values | ({model.moves.name: chosen.get("moved", ())} if model.moves else {})


def task_of(model, space, **chosen):
    return model.tasks[space](model.examples(knobs(model, **chosen)))


def somewhere(model, rng, size):
    """Parameters within the stretch that is drawn."""
    return np.stack([rng.uniform(*parameter.slider[:2], size) for parameter in model.parameters], -1)


def assert_gradient(bound, task, theta, rng):
    """The gradient in a random direction against differences of the mean loss; no example is at a kink."""
    direction = rng.normal(size=theta.shape)
    slope = (gradient(bound, task, theta) * direction).sum(-1)
    step = 1e-6 * direction
    differences = (mean_loss(bound, task, theta + step) - mean_loss(bound, task, theta - step)) / 2e-6
    size = np.maximum(1.0, np.abs(mean_loss(bound, task, theta)))
    off = np.abs(slope - differences) > 1e-5 * np.maximum(np.abs(slope), size)
    assert not off.any(), f"{slope[off]} where differences are {differences[off]}"


@every_fit
def test_the_gradient_is_the_derivative_of_the_mean_loss(model, loss):
    rng = np.random.default_rng(3)
    for seed in (1.0, 7.0):
        task = task_of(model, loss.space, seed=seed)
        far = {parameter.name: parameter.slider[1] for parameter in loss.parameters if not parameter.components}
        for bound in (loss.at({}), loss.at(far)):
            assert_gradient(bound, task, somewhere(model, rng, 40), rng)


@every_task
def test_a_task_is_legal_for_its_space_wherever_it_can_be_drawn(model, space):
    ends = [{knob.name: end} for knob in model.knobs for end in knob.slider[:2]]
    for chosen in ({}, *ends):
        task = task_of(model, space, **chosen)
        prediction = task.predict(somewhere(model, np.random.default_rng(4), 30))
        assert prediction.ndim == 1 + task.axes == 2 + space.prediction_axes
        space.check(prediction, task.target)
        assert prediction.shape[1] == len(task.target)


@every_task
def test_every_place_has_its_own_model(model, space):
    task = task_of(model, space)
    theta = somewhere(model, np.random.default_rng(5), 6).reshape(3, 2, -1)
    together = task.predict(theta)
    assert together.shape[:2] == (3, 2)
    for place in np.ndindex(3, 2):
        np.testing.assert_array_equal(together[place], task.predict(theta[place]))


@every_task
def test_a_seed_gives_the_same_data_and_another_seed_others(model, space):
    def data(**chosen):
        found = model.examples(knobs(model, **chosen))
        return [found.features, found.labels, found.odd]

    for one, other in zip(data(), data(), strict=True):
        np.testing.assert_array_equal(one, other)
    if SEED in model.knobs:
        assert any(not np.array_equal(one, other) for one, other in zip(data(), data(seed=2.0), strict=True))


@every_task
def test_a_knob_moves_what_it_says_and_deals_nothing_anew(model, space):
    before = model.examples(knobs(model))
    for knob in model.knobs:
        after = model.examples(knobs(model, **{knob.name: knob.default + knob.slider[2]}))
        if knob.name in ("outliers", "missed"):
            assert after.odd.sum() == before.odd.sum() + 1 == knob.default + 1
            moved = ~np.isclose(after.labels, before.labels)
            assert not (moved & ~(after.odd & ~before.odd)).any()
        elif knob.name == "label_noise":
            assert (after.odd >= before.odd).all()
            np.testing.assert_array_equal(after.features, before.features)
            np.testing.assert_array_equal(after.labels != before.labels, after.odd != before.odd)
        elif knob.name == "spread":
            centres = before.features - (after.features - before.features) * knob.default / knob.slider[2]
            assert len(np.unique(centres.round(9), axis=0)) == len(np.unique(before.labels))
            np.testing.assert_array_equal(after.labels, before.labels)


@every_fit
def test_the_minimum_is_no_higher_than_any_place_of_the_grid_and_is_the_mean_loss_there(model, loss):
    values = knobs(model) | {parameter.name: parameter.default for parameter in model.parameters}
    bound, land = loss.at({}), terrain(loss.space, values)
    height = heights(bound, land)
    np.testing.assert_allclose(height, mean_loss(bound, land.task, land.at(*np.meshgrid(land.a, land.b))), rtol=1e-12)
    lowest = minimum(bound, land, height)
    assert lowest.value <= height.min()
    assert lowest.value == pytest.approx(float(mean_loss(bound, land.task, land.at(lowest.a, lowest.b))))
    assert lowest.tied == ((height == height.min()).sum() > 1)
    inside = land.a[0] < lowest.a < land.a[-1] and land.b[0] < lowest.b < land.b[-1]
    assert lowest.inside == inside


@every_task
def test_a_space_has_one_model_and_the_landscape_fits_exactly_its_losses(model, space):
    assert [each for each in MODELS if space in each.tasks] == [model]
    assert model_of(space) is model
    for loss in LOSSES.values():
        assert FIGURES["landscape"].fits(loss, ()) == (model_of(loss.space) is not None)


# A model of four parameters, of which two are held; it is of a space of its own, so that no cache meets it again.

SPACE = replace(REAL, key="real_of_four")
NAMES = ("constant", "slope", "bend", "wave")


def _four(data):
    x = data.features
    return linear(np.zeros_like(x), (np.ones_like(x), x, x**2, np.sin(3 * x)), target=data.labels, data=data)


def _bent(*, seed):
    return line(outliers=3.0, noise=0.4, seed=seed)


FOUR = Model(
    key="four",
    name="a curve",
    data=_bent,
    tasks={SPACE: _four},
    rate=0.1,
    parameters=tuple(free(name, name[0], 0.5 + place, -3.0, 4.0, "a part") for place, name in enumerate(NAMES)),
    knobs=(SEED,),
    sketch=Sketch(
        across=("x", -2.4, 2.4), up=("y", -6.5, 4.5), path=lambda task, theta: (task.data.features, task.predict(theta))
    ),
    legend=lambda data: "A curve of four parts.",
)


@pytest.fixture
def four(monkeypatch):
    monkeypatch.setattr(models, "MODELS", (*MODELS, FOUR))
    return FOUR


def test_a_linear_task_of_four_parameters_predicts_their_sum_and_pulls_slopes_back_to_each():
    rng = np.random.default_rng(6)
    base, *along = rng.normal(size=(5, 7, 3))
    task = linear(base, tuple(along), target=np.eye(3)[rng.integers(3, size=7)], data=None)
    theta, slopes = rng.normal(size=(2, 5, 4)), rng.normal(size=(2, 5, 7, 3))
    predicted, pulled = task.predict(theta), task.pull_back(theta, slopes)
    assert (predicted.shape, pulled.shape, task.axes) == ((2, 5, 7, 3), (2, 5, 4), 2)
    np.testing.assert_allclose(predicted, base + np.einsum("...p,pnk->...nk", theta, np.array(along)))
    np.testing.assert_allclose(pulled, np.einsum("...nk,pnk->...p", slopes, np.array(along)))
    for key in ("cross_entropy", "multiclass_focal", "multiclass_brier"):
        assert_gradient(LOSSES[key].at({}), task, theta, rng)


@pytest.mark.parametrize("key", [loss.key for model, loss in FITTED if loss.space is REAL])
def test_the_gradient_of_four_parameters_is_the_derivative_of_the_mean_loss(key):
    rng = np.random.default_rng(7)
    theta = rng.normal(size=(40, 4))
    assert gradient(LOSSES[key].at({}), _four(_bent(seed=1.0)), theta).shape == theta.shape
    assert_gradient(LOSSES[key].at({}), _four(_bent(seed=1.0)), theta, rng)


def test_a_plane_through_four_parameters_holds_those_that_it_does_not_span(four):
    bound, held = replace(LOSSES["huber"], space=SPACE).at({}), {"bend": -0.7, "wave": 1.3}
    land = terrain(SPACE, {"seed": 3.0, "constant": 9.0, "slope": 9.0, **held})
    task = _four(_bent(seed=3.0))
    height, slopes = heights(bound, land), gradient(bound, task, land.at(land.a[None, :], land.b[:, None]))
    for row, b in enumerate(land.b):
        for column, a in enumerate(land.a):
            theta = np.array([a, b, -0.7, 1.3])
            np.testing.assert_array_equal(land.at(a, b), theta)
            assert height[row, column] == pytest.approx(float(mean_loss(bound, task, theta)), rel=1e-12)
            np.testing.assert_allclose(slopes[row, column], gradient(bound, task, theta))
    lowest = minimum(bound, land, height)
    assert lowest.value <= height.min()
    assert lowest.value == pytest.approx(float(mean_loss(bound, task, np.array([lowest.a, lowest.b, -0.7, 1.3]))))


def test_a_landscape_of_four_parameters_is_drawn_with_those_that_are_held_as_sliders(four):
    loss, other = (replace(LOSSES[key], space=SPACE) for key in ("huber", "squared"))
    view = View.of(FIGURES["landscape"], loss, (other,), bend=-0.5, constant=1.0)
    assert set(NAMES) <= {control.name for control in view.shown}
    task, chosen = _four(_bent(seed=1.0)), np.array([1.0, 1.5, -0.5, 3.5])
    for each in (view, view.moved(relief="surface"), view.moved(second="squared")):
        drawing = each.draw()
        assert drawing.readings["mean"].value == pytest.approx(float(mean_loss(loss.at({}), task, chosen)))
        slopes = [drawing.readings[f"descent_{name}"].value for name in NAMES]
        np.testing.assert_allclose(slopes, -gradient(loss.at({}), task, chosen))
        fits = {trace["name"]: trace["y"] for trace in drawing.data if trace.get("yaxis") == "y3" and "name" in trace}
        np.testing.assert_array_equal(fits["chosen model"], task.predict(chosen))
        lowest = [drawing.readings[f"lowest_{name}"].value for name in NAMES[:2]]
        np.testing.assert_allclose(fits["Huber"], task.predict(np.array([*lowest, -0.5, 3.5])))


# Examples that are moved by hand.

MOVABLE = [(model, space) for model, space in TASKS if model.moves]
every_movable = pytest.mark.parametrize(
    ("model", "space"), MOVABLE, ids=[f"{one.key}-{two.key}" for one, two in MOVABLE]
)


@every_movable
def test_an_example_goes_where_it_is_put_and_all_others_stay(model, space):
    moves, before = model.moves, model.examples(knobs(model))
    rng = np.random.default_rng(8)
    for example in (0, 7, moves.count - 1):
        (entry,) = moves.legal([(example, rng.uniform(*moves.across[:2]), rng.uniform(*moves.up[:2]))])
        after = model.examples(knobs(model, moved=(entry,)))
        (x, y), (x_before, y_before) = model.sketch.points(after), model.sketch.points(before)
        others = np.arange(moves.count) != example
        np.testing.assert_array_equal(x[others], x_before[others])
        np.testing.assert_array_equal(y[others], y_before[others])
        assert (x[example], y[example]) == pytest.approx(entry[1:], abs=0.06)  # labels of classes stand a little apart
        assert after.by_hand.sum() == 1
        assert after.by_hand[example]
        assert not after.odd[example]
        task = model.tasks[space](after)
        space.check(task.predict(somewhere(model, rng, 5)), task.target)


@every_movable
def test_a_coordinate_that_is_left_out_stays_as_the_data_have_it(model, space):
    moves, before = model.moves, model.sketch.points(model.examples(knobs(model)))
    low_x, low_y = moves.across[0], moves.up[0]
    x, y = model.sketch.points(model.examples(knobs(model, moved=((3, low_x, None), (5, None, low_y)))))
    assert (x[3], y[3]) == (low_x, before[1][3])
    assert x[5] == before[0][5]
    assert y[5] == pytest.approx(low_y, abs=0.06)


@every_movable
def test_examples_come_and_go_and_all_others_stay_what_they_are(model, space):
    moves, before = model.moves, model.examples(knobs(model))
    rng = np.random.default_rng(9)
    where = [rng.uniform(*ends[:2]) for ends in (moves.across, moves.up)]
    label = [len(moves.labels) - 1] if moves.labels else []
    value = moves.legal([(3,), (moves.count + 5, *where, *label)])
    after = model.examples(knobs(model, moved=value))
    assert after.numbers.tolist() == [*(k for k in range(moves.count) if k != 3), moves.count + 5]
    others = np.arange(moves.count) != 3
    for now, then in zip(model.sketch.points(after), model.sketch.points(before), strict=True):
        np.testing.assert_array_equal(now[:-1], then[others])
    np.testing.assert_array_equal(after.labels[:-1], before.labels[others])
    np.testing.assert_array_equal(after.odd[:-1], before.odd[others])
    assert np.flatnonzero(after.by_hand).tolist() == [moves.count - 1]
    assert [place[-1] for place in model.sketch.points(after)] == pytest.approx(value[-1][1:3], abs=0.06)
    assert not label or after.labels[-1] == label[0]
    task = model.tasks[space](after)
    space.check(task.predict(somewhere(model, rng, 5)), task.target)


def test_a_label_given_by_hand_is_that_of_the_example():
    (model,) = [each for each in MODELS if each.key == "softmax"]
    before = model.examples(knobs(model)).labels
    label = float((before[7] + 1) % 3)
    after = model.examples(knobs(model, moved=model.moves.legal([(7, None, None, label)])))
    assert after.labels[7] == label
    assert np.flatnonzero(after.labels != before).tolist() == [7]


def test_the_handles_of_what_stays_keep_their_names_and_the_last_examples_stay():
    model = model_of(LOSSES["huber"].space)
    drawing = _landscape("huber", moved=((4,), (33, 0.5, -3.0))).draw()
    names = [each["label"] for each in drawing.handles if each["group"] == "data"]
    assert names == [f"example {k}" for k in (*(k for k in range(30) if k != 4), 33)]
    assert [each["out"] for each in drawing.handles if each["label"] == "example 33"] == ["moved.33.gone"]
    two = _landscape("huber", moved=tuple((k,) for k in range(model.moves.count - 2))).draw()
    assert [each["out"] for each in two.handles if each["group"] == "data"] == [None, None]


def test_data_that_are_no_points_cannot_be_moved():
    assert {model.key for model in MODELS if model.moves is None} == {"gaussian", "weights"}


def _landscape(key, **values):
    figure, loss = FIGURES["landscape"], LOSSES[key]
    return View.of(figure, loss, CATALOGUE.rivals(figure, loss), **values)


def test_an_outlier_made_by_hand_turns_the_squared_error_and_not_a_robust_loss():
    def slope(key, **values):
        return _landscape(key, outliers=0.0, **values).draw().readings["lowest_slope"].value

    moved = {"moved": ((29, 2.0, -6.5),)}
    assert slope("squared") - slope("squared", **moved) > 0.3
    assert abs(slope("tukey_biweight") - slope("tukey_biweight", **moved)) < 0.05


def test_a_moved_example_is_marked_and_its_handle_is_on_it():
    drawing = _landscape("huber", moved=((4, 0.5, -3.0),)).draw()
    (ring,) = [each for each in drawing.data if each["meta"].get("tag") == "by hand"]
    assert np.flatnonzero(~np.isnan(ring["x"])).tolist() == [4]
    (handle,) = [each for each in drawing.handles if each["label"] == "example 4"]
    assert handle["at"] == [0.5, -3.0]
    assert (handle["x"]["name"], handle["y"]["name"]) == ("moved.4.0", "moved.4.1")


# Descent from the chosen model.


@pytest.mark.parametrize(
    "key", ["squared", "binary_cross_entropy", "cross_entropy", "kl_divergence", "l2", "poisson_nll"]
)
def test_descent_takes_steps_against_the_gradient_within_the_picture(key):
    drawing = _landscape(key, steps=12.0).draw()
    view = _landscape(key)
    model, bound = model_of(view.loss.space), view.bound
    task, theta = terrain(view.loss.space, view.values).task, None
    walked, *_ = [each for each in drawing.data if each["meta"].get("tag") == "descent"]
    for x, y in zip(walked["x"], walked["y"], strict=True):
        if theta is not None:
            wanted = theta - model.rate * gradient(bound, task, theta)
            lows, highs = np.array([(p.domain.low, p.domain.high) for p in model.parameters]).T
            np.testing.assert_allclose([x, y], np.clip(wanted, lows, highs), rtol=1e-9)
        theta = np.array([x, y])
    assert len(walked["x"]) == 13
    readings = drawing.readings
    assert readings["mean_after_descent"].value == pytest.approx(float(mean_loss(bound, task, theta)))
    assert readings["lowest"].value - 1e-4 < readings["mean_after_descent"].value < readings["mean"].value


def test_without_steps_nothing_walks():
    drawing = _landscape("huber").draw()
    for tag in ("descent", "after the steps"):
        traces = [each for each in drawing.data if each["meta"].get("tag") == tag]
        assert traces
        assert all(np.isnan(trace["x"]).all() for trace in traces)


@pytest.mark.parametrize("key", ["squared", "binary_cross_entropy", "l2"])
def test_a_lesson_can_leave_out_the_chosen_model_and_keep_the_fitted_one(key):
    drawing = _landscape(key).draw().without(("role:chosen",))
    tags = {each["meta"].get("tag") for each in drawing.data}
    assert LOSSES[key].name in tags
    assert not [tag for tag in tags if tag and (tag == "chosen model" or tag.startswith("called "))]


def test_a_landscape_tells_whether_its_lowest_place_lies_within_it():
    narrow, wide = (_landscape("binary_cross_entropy", spread=spread, label_noise=0.0).draw() for spread in (0.3, 2.0))
    assert (narrow.readings["lowest_inside"].value, wide.readings["lowest_inside"].value) == (0.0, 1.0)
    assert "on the edge" in narrow.takeaway
    assert "on the edge" not in wide.takeaway


# Classes.


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_at_the_lowest_place_of_cross_entropy_the_mean_probability_is_the_share_of_positives(share):
    """With an intercept, the slope by it is the mean of probability minus label."""
    view = _landscape("binary_cross_entropy", share=share, spread=2.0)
    labels = terrain(view.loss.space, view.values).task.data.labels
    believed = view.draw().readings["lowest_mean_probability"].value
    assert believed == pytest.approx(labels.mean(), abs=2e-3)
    assert view.moved(pos_weight=3.0).draw().readings["lowest_mean_probability"].value > labels.mean() + 0.05


@pytest.mark.parametrize("key", ["binary_cross_entropy", "cross_entropy", "sparse_cross_entropy"])
def test_what_a_model_finds_is_counted_example_by_example(key):
    loss = LOSSES[key]
    model = model_of(loss.space)
    task = task_of(model, loss.space)
    for theta in somewhere(model, np.random.default_rng(9), 10):
        called = model.sketch.called(task.predict(theta))
        for k, each in enumerate(found(model, task, theta)):
            pairs = list(zip(called.tolist(), task.data.labels.tolist(), strict=True))
            assert each.of == sum(label == k for _, label in pairs)
            assert each.right == sum(call == label == k for call, label in pairs)
            assert each.false == sum(call == k != label for call, label in pairs)


@pytest.mark.parametrize("key", ["binary_cross_entropy", "zero_one", "cross_entropy"])
def test_readings_say_on_how_many_examples_a_model_is_right(key):
    loss = LOSSES[key]
    model = model_of(loss.space)
    task = task_of(model, loss.space)
    for theta in somewhere(model, np.random.default_rng(11), 5):
        chosen = {p.name: at for p, at in zip(model.parameters, theta.tolist(), strict=True)}
        readings = _landscape(key, **chosen).draw().readings
        right = int((model.sketch.called(task.predict(theta)) == task.data.labels).sum())
        assert readings["chosen_right"].value == right
        assert readings["chosen_right"].unit == f"of {task.data.labels.size}"
        assert readings["lowest_right"].value >= right or key != "zero_one"


def test_readings_count_the_examples_below_a_fitted_line():
    assert "lowest_below" not in _landscape("binary_cross_entropy").draw().readings
    for key, to_targets in (("squared", lambda x: x), ("poisson_nll", np.exp)):
        drawing = _landscape(key).draw()
        model = model_of(LOSSES[key].space)
        task = task_of(model, LOSSES[key].space)
        lowest = np.array([drawing.readings[f"lowest_{parameter.name}"].value for parameter in model.parameters])
        line = to_targets(np.array([task.data.features, np.ones(task.data.labels.size)]).T @ lowest)
        assert drawing.readings["lowest_below"].value == (task.data.labels < line).sum()
        assert drawing.readings["lowest_below"].unit == f"of {line.size}"


@pytest.mark.parametrize("second", ["none", "absolute"])
def test_a_fit_alone_has_the_whole_picture_and_the_same_numbers(second):
    whole, alone = (_landscape("huber", second=second, relief=relief).draw() for relief in ("contours", "alone"))
    assert alone.readings == whole.readings
    assert not {"field", "descent", "minimiser"} & {trace["meta"]["role"] for trace in alone.data}
    assert {trace["xaxis"] for trace in alone.data} == {"x3"}
    assert alone.layout["xaxis3"]["domain"] == [0.0, 1.0]
    assert "xaxis" not in alone.layout
    assert {handle["label"].split()[0] for handle in alone.handles} == {"example"}


def test_a_chosen_model_that_is_concealed_is_gone_from_all_panels():
    view = _landscape("binary_cross_entropy")
    for each in (view, view.moved(relief="surface")):
        left = {trace.get("name") for trace in replace(each, conceal=("role:chosen",)).draw().data}
        assert not {"chosen model", "called y = 1"} & left
        assert "Binary cross-entropy" in left


@pytest.mark.parametrize("model", [model for model in MODELS if model.sketch.regions], ids=lambda model: model.key)
def test_an_example_in_a_region_is_called_so(model):
    rng = np.random.default_rng(10)
    space = next(iter(model.tasks))
    for theta in somewhere(model, rng, 12):
        regions = model.sketch.regions(theta)
        task = task_of(model, space)
        x, y = model.sketch.points(task.data)
        called = model.sketch.called(task.predict(theta))
        for at, own in zip(zip(x, y, strict=True), called, strict=True):
            inside = [_is_inside(at, corners) for corners in regions]
            assert inside[int(own)], (theta, at)
            assert sum(inside) == 1


def _is_inside(at, corners):
    """Whether a point is in a convex polygon: on the same side of all its edges."""
    if len(corners) < 3:
        return False
    edges, to = np.roll(corners, -1, 0) - corners, np.array(at) - corners
    turns = edges[:, 0] * to[:, 1] - edges[:, 1] * to[:, 0]
    return bool((turns >= 0).all() or (turns <= 0).all()) and bool(np.abs(turns).sum() > 0)


# The loss that stands beside.


def test_the_parameters_of_the_loss_beside_are_set_by_a_link_and_shown_only_with_it():
    plain, beside = _landscape("squared"), _landscape("squared", second="huber")
    names = {control.name for control in plain.controls} - {control.name for control in plain.shown}
    assert {"huber_delta", "tukey_biweight_c", "quantile_tau"} <= names
    shown = {control.name: control for control in beside.shown}
    assert shown["huber_delta"].fold == "Beside it"
    assert "tukey_biweight_c" not in shown

    def lowest(view):
        return [each["x"][0] for each in view.draw().data if each["meta"].get("tag") == "lowest"]

    near, far = lowest(beside.moved(huber_delta=0.1)), lowest(beside.moved(huber_delta=50.0))
    assert near[0] == far[0]
    assert far[1] == pytest.approx(far[0], abs=0.01)
    assert abs(near[1] - near[0]) > 0.3


@pytest.mark.parametrize("key", ["squared", "huber", "binary_cross_entropy", "cross_entropy"])
def test_a_plane_too_large_to_keep_has_the_same_heights(key, monkeypatch):
    bound, model = LOSSES[key].at({}), model_of(LOSSES[key].space)
    values = {each.name: each.initial for each in (*model.knobs, *model.parameters, model.moves) if each}
    kept = terrain(LOSSES[key].space, values)
    monkeypatch.setattr(landscape, "_KEPT", 0)
    monkeypatch.setattr(landscape, "_BLOCK", 500)
    bare = landscape.plane(kept.task, kept.origin, kept.directions, kept.a, kept.b)
    assert (bare.predictions is None, kept.predictions is None) == (True, False)
    assert heights(bound, bare) == pytest.approx(heights(bound, kept), rel=1e-14)
    assert np.ptp(heights(bound, bare)) > 0
