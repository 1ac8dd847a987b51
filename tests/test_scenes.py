"""What scenes promise: bars that are true, marks that are named and moved by all of themselves, pictures to paint."""

from dataclasses import replace

import numpy as np
import pytest

from lossviz import FIGURES, LOSSES, view
from lossviz.catalogue import PAGES
from lossviz.drawing.cost_bars import Group, by_unit, cost_axes, cost_bars, degree
from lossviz.figures.mask import PAINTED, TARGET
from lossviz.vocabulary.views import address
from tests.pictures import PAIRS, fits, random_view, view_of

SCENES = ("bars", "boxes", "circle", "costs", "images", "mask", "points", "ranking")
every_scene = pytest.mark.parametrize(
    ("loss", "figure"),
    [(loss, figure) for loss, figure in PAIRS if figure.key in SCENES],
    ids=lambda each: each.key,
)


def _of(drawn, role):
    return [trace for trace in drawn.data if trace["meta"]["role"] == role]


# Bars of several losses.


def test_a_bar_is_as_long_as_its_number_and_one_that_is_longer_than_the_panel_is_cut_through():
    group = Group("unit", ["one", "three", "ten", "endless", "none"], [1.0, 3.0, 10.0, np.inf, np.nan], 4.0, 1)
    others, focus, cuts, numbers = cost_bars([group], 2)
    assert others["x"][1::3].tolist() == [1.0, 4.0, 4.0, 0.0]
    assert focus["x"][1::3].tolist() == [3.0]
    cut = np.isfinite(cuts["x"].reshape(5, 2, 3)).any((1, 2))
    assert cut.tolist() == [False, False, True, True, False]
    assert (np.nanmax(cuts["x"]), np.nanmin(cuts["x"])) < (4.0, 4.0)
    assert numbers["text"] == ["1", "3", "10", "∞", "undefined"]


def test_bars_of_one_unit_share_an_axis_and_no_other():
    groups = by_unit(["a", "b", "c"], [1.0, 2.0, 3.0], 1, ["m", "s", "m"], {"s": 2.0, "m": 4.0})
    assert [(group.title, group.names, group.focus) for group in groups] == [("s", ["b"], 0), ("m", ["a", "c"], -1)]
    axes = cost_axes(groups, 5, (0.5, 1.0), (0.1, 0.9))
    (low, high), (below, above) = axes["yaxis6"]["domain"], axes["yaxis5"]["domain"]
    assert 0.1 <= low < high < below < above < 0.9, "one below the other, with room for titles"
    assert axes["xaxis5"]["title"]["text"] == "s"


@pytest.mark.parametrize("scene", ["bars", "boxes", "mask", "ranking"])
def test_every_loss_of_a_scene_has_a_bar_with_its_own_number(scene):
    rng = np.random.default_rng(3)
    figure = FIGURES[scene]
    for loss in (loss for loss in LOSSES.values() if fits(loss, figure)):
        shown = random_view(loss, figure, rng)
        drawn = shown.draw()
        rows = [
            name.removeprefix("<b>").removesuffix("</b>")
            for key, axis in drawn.layout.items()
            if key.startswith("yaxis") and drawn.layout.get("x" + key[1:], {}).get("side") == "top"
            for name in axis.get("ticktext", ())
        ]
        assert len(set(rows)) == len(rows)
        assert {loss.name, *(rival.name for rival in shown.rivals)} <= set(rows)


def test_units_of_losses_are_told_by_how_they_grow():
    assert degree(lambda scale: 3.0) == 0
    assert degree(lambda scale: 3.0 * scale + 1.0) == 1
    assert degree(lambda scale: scale**2 - scale) == 2
    drawn = view("giou", figure="boxes").draw()
    titles = {
        axis["title"]["text"]: drawn.layout["y" + key[1:]]["ticktext"]
        for key, axis in drawn.layout.items()
        if key.startswith("xaxis") and axis.get("side") == "top"
    }
    assert titles.pop("in units of x and y") == ["Box smooth L1"]
    assert "<b>GIoU</b>" in titles.pop("without unit: the same at any scale")
    assert not titles


# Marks.


@every_scene
def test_what_can_be_moved_has_a_name_in_the_picture_or_on_itself(loss, figure):
    drawn = view_of(loss, figure).draw()
    names = {trace["meta"].get("tag", "") for trace in drawn.data}
    written = {text for trace in drawn.data if isinstance(trace.get("text"), list) for text in np.ravel(trace["text"])}
    written |= {axis["title"]["text"] for key, axis in drawn.layout.items() if key[1:5] == "axis"}
    for each in drawn.handles:
        label = each["label"].partition(",")[0]
        last = label.split()[-1]
        assert (
            any(name and (name in label or label.startswith(f"bar {name[0]}")) for name in names)
            or (last in written)
            or label.removeprefix("direction of ") in " ".join(names)
        ), label


def test_a_box_moves_by_its_body_and_a_bar_and_an_item_by_all_of_themselves():
    drawn = view("giou", figure="boxes", corner=(1.0, 6.0), size=(2.0, 3.0)).draw()
    held = {each["label"]: each for each in drawn.handles}
    assert held["predicted box, to move"]["grip"] == [1.0, 3.0, 6.0, 9.0]
    assert list(held).index("predicted box, to move") > list(held).index("true box, to move"), "it lies over the other"
    bars = {each["label"]: each for each in view("kl_divergence", figure="bars").draw().handles}
    left, right, bottom, top = bars["bar q 3"]["grip"]
    assert (bottom, top) == (0.0, bars["bar q 3"]["at"][1])
    assert left < bars["bar q 3"]["at"][0] < right
    for each in view("auc_margin", figure="ranking").draw().handles:
        left, right, *rows = each["grip"]
        assert left < each["at"][0] < right
        assert min(rows) < each["at"][1] < max(rows)


@pytest.mark.parametrize("key", ["contrastive", "cosine_embedding", "triplet"])
def test_points_say_that_a_loss_is_satisfied_only_where_it_costs_nothing(key):
    figure = FIGURES["points"]
    rng = np.random.default_rng(1)
    start = view_of(LOSSES[key], figure)
    points = [control.name for control in start.controls if getattr(control, "by_hand", False)]
    for values in (dict.fromkeys(points, (0.5, 0.5)), {name: tuple(rng.normal(size=2)) for name in points}):
        for label in [option for control in start.controls if control.name == "label" for option, _ in control.options]:
            drawn = start.moved(**values, label=label).draw()
            if "is satisfied here" in drawn.takeaway:
                assert drawn.readings["value"].value < 1e-9
            if "without a slope" in drawn.takeaway:
                assert drawn.readings["value"].value > 1e-9


@pytest.mark.parametrize(("key", "values"), [("info_nce", {"temperature": 1.0}), ("prototypical", {}), ("triplet", {})])
def test_the_pull_on_every_point_is_told_and_drawn_to_one_scale(key, values):
    drawn = view(key, figure="points", **values).draw()
    rows, target = (each[0] for each in drawn.events)
    sizes = np.hypot(*LOSSES[key].at(values).gradient(rows, target).T)
    names = [handle["label"].replace(" ", "_") for handle in drawn.handles]
    np.testing.assert_allclose([drawn.readings[f"pull_on_{name}"].value for name in names], sizes)
    (pulls,) = _of(drawn, "pull")
    course = np.stack([pulls["x"], pulls["y"]], -1).reshape(-1, 3, 2)
    lengths = np.hypot(*(course[:, 1] - course[:, 0]).T)
    np.testing.assert_allclose(lengths / lengths.max(), sizes / sizes.max(), atol=1e-12)


def test_a_box_is_on_a_plateau_only_where_nothing_at_all_is_pulled():
    right_place = {"corner": (5.25, 3.75), "size": (1.5, 1.5), "true_corner": (4.5, 3.0), "true_size": (3.0, 3.0)}
    assert "plateau" in view("iou", figure="boxes").draw().takeaway
    told = view("iou", figure="boxes", **right_place).draw().takeaway
    assert "plateau" not in told
    assert "only its size is pulled" in told


def test_boxes_without_their_bars_have_the_whole_width():
    whole = view("giou", figure="boxes")
    alone = replace(whole, conceal=("role:measure",)).draw()
    assert whole.draw().layout["xaxis"]["domain"][1] < 0.7
    assert alone.layout["xaxis"]["domain"] == alone.narrow["yaxis"]["domain"] == [0.0, 1.0]


def test_the_overlap_of_two_boxes_is_that_of_the_cells_they_cover():
    drawn = view("giou", figure="boxes", corner=(1.0, 6.0), size=(4.0, 3.0), true_corner=(3.0, 5.0), rate=0.5).draw()
    cells = np.stack(np.meshgrid(*(np.arange(0.05, 10, 0.1),) * 2), -1)

    def covered(left, bottom, width, height):
        return ((cells > (left, bottom)) & (cells < (left + width, bottom + height))).all(-1)

    own, true = covered(1, 6, 4, 3), covered(3, 5, 3, 3)
    overlap, after = (drawn.readings[name].value for name in ("overlap", "overlap_after_descent"))
    assert overlap == pytest.approx((own & true).sum() / (own | true).sum())
    assert after > overlap
    assert view("iou", figure="boxes").draw().readings["overlap"].value == 0.0


# Distributions.


@pytest.mark.parametrize(("key", "side"), [("kl_divergence", "q"), ("reverse_kl", "p"), ("distillation", "q")])
def test_a_bar_can_be_emptied_and_what_rules_out_what_happens_costs_without_end(key, side):
    drawn = view(key, figure="bars", **{side: (0.1, 0.2, 0.0, 0.2, 0.1, 0.05)}).draw()
    assert drawn.readings["value"].value == np.inf
    assert f"{side} is 0" in drawn.takeaway
    assert "outcome 3" in drawn.takeaway
    assert "∞" in drawn.takeaway
    other = view(key, figure="bars", **{"pq".replace(side, ""): (0.1, 0.2, 0.0, 0.2, 0.1, 0.05)}).draw()
    assert np.isfinite(other.readings["value"].value), "the other way round nothing is infinite"


def test_jensen_shannon_stays_finite_whatever_is_ruled_out():
    empty = {"p": (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), "q": (0.0, 0.0, 1.0, 0.0, 0.0, 0.0)}
    assert view("jensen_shannon", figure="bars", **empty).draw().readings["value"].value == pytest.approx(np.log(2))


def test_the_numbers_on_the_bars_are_their_shares_and_never_0_for_what_is_not():
    drawn = view("kl_divergence", figure="bars", q=(0.003015, 0.2, 0.4, 0.2, 0.2, 0.0)).draw()
    written = next(trace for trace in _of(drawn, "prediction") if trace["mode"] == "text")
    assert written["text"][0] == "0.003"
    assert [float(text) for text in written["text"]] == pytest.approx(written["y"].tolist(), rel=0.05)
    assert sum(written["y"]) == pytest.approx(1.0)


def test_where_q_is_p_nothing_is_said_to_be_pulled():
    told = view("kl_divergence", figure="bars", p=(1, 2, 3, 4, 5, 6), q=(1, 2, 3, 4, 5, 6)).draw().takeaway
    assert "It pulls at no outcome" in told


def test_cross_entropy_is_entropy_and_kl_divergence():
    readings = view("kl_divergence", figure="bars").draw().readings
    parts = readings["entropy"].value + readings["value"].value
    assert readings["cross_entropy"].value == pytest.approx(parts, rel=1e-12)
    assert readings["value"].value > 0.1


def test_p_and_q_are_told_apart_without_colour():
    drawn = view("kl_divergence", figure="bars").draw()
    p, q = (next(trace for trace in _of(drawn, role) if "fill" in trace) for role in ("target", "prediction"))
    assert "fillpattern" in p
    assert "fillpattern" not in q


# Pictures.


def test_the_picture_that_is_painted_is_large_and_says_so():
    drawn = view("dice", figure="mask").draw()
    for layout in (drawn.layout, {**drawn.layout, **drawn.narrow}, {**drawn.layout, **drawn.short["layout"]}):
        low, high = layout["xaxis"]["domain"]
        assert high - low >= 0.45
    assert "paint here" in drawn.layout["xaxis"]["title"]["text"]
    assert (drawn.canvases[0]["name"], drawn.canvases[0]["xaxis"]) == (PAINTED.name, "xaxis")


def test_a_picture_that_cannot_be_painted_does_not_say_so():
    drawn = replace(view("dice", figure="mask"), conceal=("painted", "handles")).draw()
    titles = [drawn.layout[name]["title"]["text"] for name in ("xaxis", "xaxis2")]
    assert titles == ["prediction", "target: paint here"]
    assert [each["name"] for each in drawn.canvases] == [TARGET.name]


def test_a_control_that_is_concealed_takes_no_trace_of_its_name_along():
    whole, held = (replace(view("dice", figure="mask"), conceal=names).draw() for names in ((), ("target",)))
    assert [trace["meta"]["role"] for trace in held.data] == [trace["meta"]["role"] for trace in whole.data]


def test_the_signs_of_the_pull_are_told_without_colour():
    drawn = view("dice", figure="mask").draw()
    image, plus, minus = _of(drawn, "pull")
    for marks, symbol, sign in ((plus, "cross-thin", 1), (minus, "line-ew", -1)):
        assert marks["marker"]["symbol"] == symbol
        there = np.isfinite(marks["x"]).reshape(image["z"].shape)
        assert (there == (sign * image["z"] > 0.1 * image["zmax"])).all()
    assert (image["zmin"], image["zmax"]) == (-image["zmax"], image["zmax"])
    assert f"{image['zmax']:.3g}" in drawn.layout["xaxis3"]["title"]["text"]


@pytest.mark.parametrize("key", ["dice", "jaccard", "tversky"])
def test_the_picture_of_the_pull_changes_as_one_paints(key):
    nothing, right = PAINTED.value_of(np.zeros((12, 12))), TARGET.default
    before, after = (_of(view(key, figure="mask", painted=each).draw(), "pull")[0] for each in (nothing, right))
    assert before["zmax"] == after["zmax"], "its scale stays"
    assert np.abs(before["z"] - after["z"]).max() > 0.2 * before["zmax"]


def test_a_painting_survives_another_figure():
    painted = {"target": TARGET.stamps[1][0], "painted": PAINTED.stamps[2][0]}
    page = PAGES["segmentation"]
    for figure in page.kinds(LOSSES["dice"]):
        there = address(page, {"loss": "dice", "figure": figure, **painted})
        assert {name: there[name] for name in painted} == painted, figure
        back = address(page, {**there, "figure": "mask", "label": "pixel"})
        assert {name: back[name] for name in painted} == painted
