"""Fields in colours and arrows: a valley shows however high its sides, and what is flat shows nothing."""

import numpy as np
import pytest

from lossviz import CATALOGUE, FIGURES, LOSSES
from lossviz.drawing.fields import ARROWS, PEN, arrow_places, arrows, coloured, nearby, scale, shade_of
from lossviz.vocabulary import View

X, Y = np.meshgrid(np.linspace(-1, 1, 25), np.linspace(-1, 1, 25))
BOWL = X**2 + Y**2
FIELDS = {
    "bowl": BOWL,
    "narrow bowl": 40 * X**2 + Y**2,
    "wall": np.exp(12 * np.abs(X) + Y),
    "plateau": np.maximum(BOWL - 0.6, 0.0),
    "below zero": -np.exp(-BOWL),
    "huge": 1e300 * BOWL,
}
every_field = pytest.mark.parametrize("heights", FIELDS.values(), ids=FIELDS)


def _landscape(key, **values):
    figure, loss = FIGURES["landscape"], LOSSES[key]
    return View.of(figure, loss, CATALOGUE.rivals(figure, loss), **values)


@every_field
def test_shades_go_from_the_lowest_to_the_top_and_never_down(heights):
    shade = shade_of(heights)
    shades = shade(np.sort(heights, axis=None))
    assert shades[0] == 0
    assert shades[-1] == 1
    assert (np.diff(shades) >= 0).all()
    assert (shades < 1).mean() > 0.8, "the colours tell most places apart"


@every_field
def test_a_shade_tells_its_height(heights):
    shade = shade_of(heights)
    for share in (0.0, 0.3, 0.5, 1.0):
        assert shade(shade.height(share)) == pytest.approx(share, abs=1e-9)
    ticks = scale(shade, (0.0, 1.0))["coloraxis"]["colorbar"]["ticktext"]
    assert ticks[0].startswith("low ")
    assert ticks[2].startswith("high ")


@every_field
def test_two_fifths_of_the_places_above_the_bottom_have_the_darker_half(heights):
    shade = shade_of(heights)
    darker = (shade(heights[heights > heights.min()]) <= 0.5 + 1e-9).mean()
    if shade.bent == 1e4:  # as bent as it gets
        assert darker > 0.4
    elif shade.bent > 1e-5:
        assert darker == pytest.approx(0.4, abs=0.02)
    else:  # the sides flatten: evenly is as dark as it gets
        assert darker < 0.4


def test_a_bowl_is_shaded_nearly_evenly_and_a_wall_is_not():
    bowl, wall = shade_of(BOWL), shade_of(FIELDS["wall"])
    assert bowl(bowl.low + bowl.span / 2) == pytest.approx(0.5, abs=0.1)
    assert wall(wall.low + wall.span / 2) > 0.85


def test_a_little_change_of_heights_changes_shades_little():
    field = FIELDS["wall"]
    before = shade_of(field)(field)
    for bump in (np.exp(-BOWL), X, np.full_like(X, 1.0)):
        changed = field + 1e-3 * field * bump
        assert np.abs(shade_of(changed)(changed) - before).max() < 0.01


def test_what_is_flat_everywhere_has_one_shade_and_no_arrows():
    flat = np.full((25, 25), 3.0)
    shade = shade_of(flat)
    assert (shade(flat) == 0).all()
    _, white = _arrows_of(flat, (np.zeros((ARROWS, ARROWS)),) * 2)
    assert np.isnan(white["x"]).all()


@every_field
def test_the_rise_of_a_shade_is_its_derivative(heights):
    shade = shade_of(heights)
    at = shade.low + shade.span * np.array([0.01, 0.2, 0.6])
    step = 1e-6 * shade.span
    np.testing.assert_allclose(shade.rise(at), (shade(at + step) - shade(at - step)) / (2 * step), rtol=1e-3)


def _arrows_of(heights, slopes):
    x, y = np.meshgrid(*(arrow_places(-1, 1),) * 2)
    return arrows(x, y, slopes, shade_of(heights).rise(nearby(heights)), (2.0, 2.0))


def _lengths(trace):
    x, y = (trace[way].reshape(-1, PEN) for way in "xy")
    return np.hypot(x[:, 1] - x[:, 0], y[:, 1] - y[:, 0])


def test_arrows_of_a_wall_are_seen_in_its_valley_and_point_downhill():
    x, y = np.meshgrid(*(arrow_places(-1, 1),) * 2)
    height = np.exp(12 * np.abs(x) + y)
    slopes = 12 * np.sign(x) * height, height
    _, white = _arrows_of(FIELDS["wall"], slopes)
    lengths = _lengths(white)[np.abs(x).ravel() > 0.1]
    assert slopes[1].max() / slopes[1].min() > 1e5
    assert lengths.min() > 0.5 * lengths.max() > 0
    across = (white["x"].reshape(-1, PEN)[:, 1] - white["x"].reshape(-1, PEN)[:, 0]).reshape(ARROWS, ARROWS)
    assert (across[x > 0.1] < 0).all()
    assert (across[x < -0.1] > 0).all()


@pytest.mark.parametrize("slope", [1e300, 1e-300, 0.0])
def test_no_slope_is_too_steep_or_too_gentle_to_be_drawn(slope):
    _, white = _arrows_of(BOWL, (np.full((ARROWS, ARROWS), slope), np.zeros((ARROWS, ARROWS))))
    lengths = _lengths(white)
    assert np.isnan(lengths).all() if slope < 1 else (lengths <= 2 / ARROWS).all()


def test_a_field_tells_heights_and_names_where_it_is_pointed_at():
    drawn = coloured(X[0], Y[:, 0], BOWL, "mean loss", shade_of(BOWL), ("a", "b"))
    np.testing.assert_array_equal(drawn["customdata"], BOWL)
    assert "a = %{x" in drawn["hovertemplate"]
    assert "b = %{y" in drawn["hovertemplate"]
    assert "mean loss %{customdata" in drawn["hovertemplate"]


@pytest.mark.parametrize("key", ["linex", "exponential", "kl_divergence", "distillation", "poisson_nll", "tweedie"])
def test_the_valley_of_a_steep_landscape_is_told_from_its_sides(key):
    (field, *_), places = _landscape(key).draw().data, np.linspace(0, 1, 9)
    share = np.quantile(field["z"], places)
    assert np.diff(share)[:7].min() > 0.015, "a band of places without a colour of its own"


def test_a_landscape_of_a_loss_that_jumps_is_drawn_in_cells_and_no_other():
    for key, kind in (("zero_one", "heatmap"), ("ramp", "contour"), ("hinge", "contour")):
        field, *_ = _landscape(key).draw().data
        assert field["type"] == kind
