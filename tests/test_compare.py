"""What the figures that lay losses over each other draw, against what the losses and the relatives say."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lossviz import CATALOGUE, LOSSES, View
from lossviz.drawing.words import named
from lossviz.figures.relatives import step_of
from lossviz.relatives import RELATIVES
from lossviz.vocabulary.views import address
from tests.pictures import FIGURES, control_of, fits, view_of

ROOT = Path(__file__).parents[1]
COMPARE, MEETING, SWEEP, COSTS = (FIGURES[key] for key in ("compare", "relatives", "sweep", "costs"))
PAGE = CATALOGUE.pages()["compare"]

every_relative = pytest.mark.parametrize("relative", RELATIVES.values(), ids=lambda relative: relative.key)


def _traces(drawn):
    return {trace["name"]: trace for trace in drawn.data if "name" in trace}


# Relatives.


@every_relative
def test_the_two_sides_are_those_of_the_relative(relative):
    for loss in (relative.one.loss, relative.other.loss):
        view = view_of(loss, MEETING, relative=relative.key)
        most = max([control.slider[1] for control in view.controls if control.name == "closer"], default=1)
        for closer in range(1, int(most) + 1):
            drawn = (view.moved(closer=float(closer)) if most > 1 else view).draw()
            dashed, solid, between = drawn.data[:3]
            assert dashed["line"]["dash"] == "dash"
            space = relative.one.loss.space
            line = {line.key: line for line in space.lines}.get(view.values.get("line"), space.lines[0])
            label = {label.key: label for label in space.labels}.get(view.values.get("label"), space.labels[0])
            for trace in (dashed, solid, between):
                assert trace["x"][[0, -1]].tolist() == [line.low, line.high]
            pair = step_of(relative, closer, most)
            one, other = relative.sides(*line.place(solid["x"], label))[pair]
            seen = np.isfinite(solid["y"]) & np.isfinite(dashed["y"]) & np.isfinite(between["y"])
            assert seen.any()
            np.testing.assert_allclose(solid["y"][seen], one[seen])
            np.testing.assert_allclose(dashed["y"][seen], other[seen])
            np.testing.assert_allclose(between["y"][seen], (one - other)[seen])
            assert relative.statement in drawn.takeaway
            for setting in relative.pairs[pair]:
                assert named(setting.bound) in drawn.takeaway


@every_relative
def test_the_slider_goes_through_all_pairs_in_order(relative):
    steps = [step_of(relative, closer, 5) for closer in (1, 2, 3, 4, 5)]
    assert steps[0] == 0
    assert steps[-1] == len(relative.pairs) - 1
    assert steps == sorted(steps)
    assert set(steps) == set(range(len(relative.pairs)))


def test_the_options_of_a_relative_can_be_told_apart():
    for loss in LOSSES.values():
        if fits(loss, MEETING):
            names = [label for _, label in control_of(view_of(loss, MEETING), "relative").options]
            assert len(set(names)) == len(names), loss.key


# Comparing.


def _compared(key, **chosen):
    drawn = view_of(LOSSES[key], COMPARE, **chosen).draw()
    return {name.partition(": ")[2]: trace for name, trace in _traces(drawn).items()}, drawn


def test_only_losses_over_the_same_lines_are_compared():
    for loss in LOSSES.values():
        for other in CATALOGUE.rivals(COMPARE, loss):
            assert other is not loss
            assert loss in CATALOGUE.rivals(COMPARE, other)
            assert [line.name for line in other.space.lines] == [line.name for line in loss.space.lines]


def test_scaled_losses_agree_at_the_probe():
    for quantity, scaled in (("value", "value"), ("gradient", "slope")):
        for at in (-3.0, 0.5, 2.0):
            curves, _ = _compared(
                "huber",
                quantity=quantity,
                scaled=scaled,
                against=("squared", "absolute", "cauchy"),
                at_residual=at,
            )
            loss = LOSSES["huber"]
            wanted = loss(at, 0.0) if quantity == "value" else loss.grad(at, 0.0)
            assert len(curves) == 4
            for name, trace in curves.items():
                place = np.argmin(np.abs(trace["x"] - at))
                assert trace["y"][place] == pytest.approx(float(wanted)), name


def test_scaling_multiplies_and_nothing_else():
    raw, _ = _compared("huber", against=("squared",), at_residual=2.0)
    scaled, drawn = _compared("huber", against=("squared",), at_residual=2.0, scaled="value")
    seen = np.isfinite(raw["Squared error"]["y"]) & np.isfinite(scaled["Squared error"]["y"])
    np.testing.assert_allclose(scaled["Squared error"]["y"][seen], 0.375 * raw["Squared error"]["y"][seen])
    np.testing.assert_array_equal(scaled["Huber"]["y"], raw["Huber"]["y"])
    assert "0.375 × Squared error: 1.5" in drawn.takeaway


@pytest.mark.parametrize(
    ("scaled", "at", "told"),
    [
        ("value", 0.0, "the value of Huber there is 0"),
        ("slope", 0.0, "the slope of Huber there is 0"),
    ],
)
def test_what_cannot_be_scaled_is_drawn_raw_and_said(scaled, at, told):
    curves, drawn = _compared("huber", against=("squared",), scaled=scaled, at_residual=at)
    raw, _ = _compared("huber", against=("squared",), at_residual=at)
    np.testing.assert_array_equal(curves["Squared error"]["y"], raw["Squared error"]["y"])
    assert told in drawn.takeaway


def test_a_rival_whose_slope_is_zero_is_drawn_raw_and_said():
    curves, drawn = _compared("binary_cross_entropy", against=("hinge",), scaled="slope", at_logit=3.0)
    raw, _ = _compared("binary_cross_entropy", against=("hinge",), at_logit=3.0)
    np.testing.assert_array_equal(curves["Hinge"]["y"], raw["Hinge"]["y"])
    assert "Hinge (Δ = 1): 0 (not scaled: its slope there is 0)" in drawn.takeaway


def test_influence_is_hampels_for_unit_gaussian_noise():
    curves, _ = _compared("squared", quantity="influence", against=("huber", "absolute"))
    r = curves["Squared error"]["x"]
    np.testing.assert_allclose(curves["Squared error"]["y"], r, atol=1e-6)
    inside = math.erf(1 / math.sqrt(2))  # 0.6827, the share of the noise within one standard deviation
    r, influence = curves["Huber"]["x"], curves["Huber"]["y"]
    np.testing.assert_allclose(influence, np.clip(r, -1, 1) / inside, rtol=1e-3)
    # The median: its influence is that of sign(r) over twice the density at 0.
    r, influence = curves["Absolute error"]["x"], curves["Absolute error"]["y"]
    away = np.abs(r) > 0.01
    np.testing.assert_allclose(influence[away], np.sign(r[away]) * math.sqrt(math.pi / 2), rtol=1e-3)


def test_influence_does_not_depend_on_the_scale():
    raw, _ = _compared("huber", quantity="influence", against=("squared",))
    scaled, _ = _compared("huber", quantity="influence", against=("squared",), scaled="value")
    for name, trace in raw.items():
        np.testing.assert_array_equal(scaled[name]["y"], trace["y"])


def test_a_loss_without_curvature_has_no_influence():
    curves, drawn = _compared("binary_cross_entropy", quantity="influence", against=("zero_one",))
    assert np.isnan(curves["Zero-one"]["y"]).all()
    assert "Zero-one: none (its mean curvature is not positive)" in drawn.takeaway


def test_curvature_is_the_derivative_of_the_slope_with_holes_at_kinks():
    curves, _ = _compared("squared", quantity="curvature", against=("huber", "absolute", "log_cosh"))
    np.testing.assert_allclose(curves["Squared error"]["y"], 2.0, rtol=1e-6)
    r, bend = curves["Huber"]["x"], curves["Huber"]["y"]
    assert r[np.isnan(bend)].tolist() == [-1.0, 1.0]
    clear = ~np.isnan(bend)
    np.testing.assert_allclose(bend[clear], np.where(np.abs(r[clear]) < 1, 1.0, 0.0), atol=1e-6)
    r, bend = curves["Absolute error"]["x"], curves["Absolute error"]["y"]
    assert r[np.isnan(bend)].tolist() == [0.0]
    r, bend = curves["Log-cosh"]["x"], curves["Log-cosh"]["y"]
    inside = np.abs(r) < 3.99
    np.testing.assert_allclose(bend[inside], 1 - np.tanh(r[inside]) ** 2, atol=1e-6)


def test_weight_is_the_slope_over_that_of_the_plain_loss():
    curves, _ = _compared("huber", quantity="weight", against=("squared",))
    r, weight = curves["Huber"]["x"], curves["Huber"]["y"]
    there = np.isfinite(weight)
    np.testing.assert_allclose(weight[there], np.minimum(1, 1 / np.abs(r[there])))
    assert there.sum() >= r.size - 1
    there = np.isfinite(curves["Squared error"]["y"])
    np.testing.assert_allclose(curves["Squared error"]["y"][there], 2.0)


def test_only_the_sliders_of_losses_on_the_picture_are_shown():
    view = view_of(LOSSES["huber"], COMPARE)
    assert {"delta", "cauchy-c", "barron-alpha", "barron-c"} <= {control.name for control in view.controls}
    for against, expected in (((), {"delta"}), (("cauchy",), {"delta", "cauchy-c"})):
        shown = {control.name for control in view.moved(against=against).shown}
        own = {name for name in shown if name == "delta" or "-" in name}
        assert own == expected


def test_each_loss_has_the_parameters_of_its_sliders():
    fields = {"delta": "2", "against": "cauchy", "cauchy-c": "3", "quantity": "gradient"}
    view, complaints = View.read(fields, PAGE)
    assert not complaints
    assert address(PAGE, fields) == fields
    drawn = view.draw()
    assert drawn.readings["gradient_cauchy"].value == LOSSES["cauchy"].grad(view.values["at_residual"], 0.0, c=3.0)
    assert "Huber (δ = 2)" in drawn.takeaway
    assert "Cauchy (c = 3)" in drawn.takeaway


def test_a_new_focus_keeps_the_picture():
    fields = {"delta": "2", "against": "squared,cauchy", "cauchy-c": "3", "at_residual": "1"}
    turned, view = _turned(fields, "cauchy")
    assert view.values["c"] == 3.0
    assert view.values["huber-delta"] == 2.0
    assert view.values["at_residual"] == 1.0
    assert set(view.values["against"]) == {"huber", "squared"}
    assert _turned(turned, "huber")[0] == address(PAGE, fields)


def _turned(fields, key):
    """The address after a loss has come into focus, and its view."""
    before, _ = View.read(fields, PAGE)
    turned = address(PAGE, {**fields, **COMPARE.refocused(before, LOSSES[key])})
    view, complaints = View.read(turned, PAGE)
    assert not complaints
    return turned, view


@pytest.mark.parametrize("key", ["huber", "cauchy", "barron", "quantile", "squared"])
def test_a_focus_that_is_chosen_and_taken_back_leaves_every_curve_as_it_was(key):
    fields = {"loss": "pseudo_huber", "delta": "2.5", "against": "cauchy,barron,huber,quantile", "huber-delta": "0.7"}
    fields |= {"cauchy-c": "3", "barron-alpha": "-1", "quantile-tau": "0.8"}
    there, seen = _turned(fields, key)
    assert seen.subject is LOSSES[key]
    _, back = _turned(there, "pseudo_huber")
    before, _ = View.read(fields, PAGE)
    for name in fields.keys() - {"loss", "against"}:
        assert back.values[name] == before.values[name], name
    assert set(back.values["against"]) == {*before.values["against"], key}


def test_a_focus_over_other_predictions_opens_at_its_own_defaults():
    turned, _ = _turned({"delta": "2", "against": "squared"}, "cross_entropy")
    assert turned == {"loss": "cross_entropy"}


# Labs.


def test_a_lab_is_not_offered_beside_a_loss():
    for loss in LOSSES.values():
        assert COMPARE.key not in CATALOGUE.kinds(loss)


def test_the_page_of_comparisons_holds_every_loss_that_has_a_rival():
    assert list(PAGE.subjects) == [loss.key for loss in LOSSES.values() if fits(loss, COMPARE)]
    assert PAGE.start in PAGE.subjects
    for loss in PAGE.subjects.values():
        view = view_of(loss, COMPARE)
        assert list(dict(control_of(view, "against").options)) == [other.key for other in view.rivals]


def _open(query):
    app = AppTest.from_file(str(ROOT / "lossviz" / "ui" / "navigation.py"), default_timeout=60)
    app.run()
    app.switch_page(str(ROOT / "pages" / "compare.py"))
    app.query_params = query
    app.run()
    assert not app.exception, [raised.message for raised in app.exception]
    (figure,) = (sent for each in app.get("bidi_component") if "fields" in (sent := json.loads(each.proto.json)))
    return app, figure["fields"]


@pytest.mark.parametrize("query", [{}, {"loss": "cauchy", "c": "2", "against": "huber", "huber-delta": "0.5"}])
def test_the_page_shows_the_state_of_its_address(query):
    app, sent = _open(query)
    assert not app.warning
    view, _ = View.read(query, PAGE)
    assert sent == view.fields() == {"loss": PAGE.start, "figure": "compare", **query}
    assert app.selectbox("compare-loss").value == view.subject.key


def test_the_page_says_what_it_could_not_use():
    for query in ({"loss": "nothing"}, {"against": "huber"}, {"cauchy-c": "-1"}, {"figure": "curve"}, {"x": "1"}):
        app, sent = _open(query)
        (name,) = query
        assert name in app.warning[0].value
        assert sent == {"loss": PAGE.start, "figure": "compare"}


def test_a_choice_of_another_focus_turns_the_address():
    app, _ = _open({"delta": "2", "against": "squared,cauchy", "cauchy-c": "3"})
    app.selectbox("compare-loss").set_value("cauchy").run()
    assert not app.exception
    assert not app.warning
    fields = {name: (value if isinstance(value, str) else value[0]) for name, value in app.query_params.items()}
    assert fields == {"loss": "cauchy", "c": "3", "huber-delta": "2", "against": "squared,huber"}


# One knob, and the cost of each mistake.


def test_the_thin_curves_are_the_loss_at_the_marked_values():
    loss = LOSSES["barron"]
    curves = _traces(view_of(loss, SWEEP).draw())
    names = {"−∞ Welsch": -math.inf, "−2 Geman–McClure": -2.0, "0 Cauchy": 0.0, "2 parabola": 2.0}
    for name, alpha in names.items():
        for what, of in (("loss", loss), ("gradient", loss.grad)):
            trace = curves[f"{what}: {name}"]
            there = np.isfinite(trace["y"])
            assert there.any()
            np.testing.assert_allclose(trace["y"][there], of(trace["x"][there], 0.0, alpha=alpha))


def test_there_are_from_two_to_seven_thin_curves_with_names_of_their_own_and_they_part():
    for loss in LOSSES.values():
        if not fits(loss, SWEEP):
            continue
        drawn = view_of(loss, SWEEP).draw()
        thin = [trace for trace in drawn.data if trace["meta"]["role"] == "sweep" and "tag" in trace["meta"]]
        names = [trace["meta"]["tag"] for trace in thin]
        assert 2 <= len(names) == len(set(names)) <= 7, loss.key
        low, high = drawn.layout["yaxis"]["range"]
        heights = np.clip(np.stack([np.interp(thin[0]["x"], each["x"], each["y"]) for each in thin]), low, high)
        heights = heights[:, np.isfinite(heights).all(0)]
        assert np.ptp(heights, axis=0).max() > 0.02 * (high - low), f"{loss.key}: one curve of many names"


def _costs(key, **chosen):
    drawn = view_of(LOSSES[key], COSTS, **chosen).draw()
    return drawn.data[0]["z"], drawn


def test_cross_entropy_charges_all_mistakes_alike():
    cost, drawn = _costs("multiclass_focal", gamma=0.0, confidence=0.8)
    off = ~np.eye(5, dtype=bool)
    assert cost.shape == (5, 5)
    np.testing.assert_allclose(cost[off], -math.log(0.05))
    np.testing.assert_allclose(np.diagonal(cost), -math.log(0.8))
    assert "all mistakes are alike" in drawn.takeaway
    assert drawn.readings["times"].value == 1.0


@pytest.mark.parametrize("key", ["cross_entropy", "sparse_cross_entropy"])
def test_class_weights_are_seen_in_the_rows(key):
    cost, drawn = _costs(key, class_weights=(1.0, 2.0, 3.0))
    assert cost.shape == (3, 3)
    np.testing.assert_allclose(cost / _costs(key)[0], [[1] * 3, [2] * 3, [3] * 3])
    assert "0.5 for class 0, 1 for class 1, 1.5 for class 2" in drawn.takeaway
    near, far = (drawn.readings[f"{name}_mistake"].value for name in ("near", "far"))
    assert (near, far) == (cost[0, 1], cost[0, 2])
