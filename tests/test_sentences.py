"""What cards and takeaways say in words that is neither a trait nor a relative: each by computing it."""

import numpy as np
import pytest

import lossviz
from lossviz import LOSSES
from lossviz.figures.mask import PAINTED
from lossviz.losses.multiclass.class_balanced import weights
from lossviz.spaces.image import IMAGES, blur, shift
from lossviz.spaces.mask import SHAPES


def says(key, words):
    """The loss, if its card says so: a sentence that is gone needs no test."""
    loss = LOSSES[key]
    landmarks = [landmark.label for parameter in loss.parameters for landmark in parameter.landmarks]
    told = (loss.idea, *loss.use_when, *loss.avoid_when, *loss.pros, *loss.cons, *landmarks)
    assert any(words in sentence for sentence in told), f"{key} no longer says {words!r}"
    return loss


def expected(loss, scores, truth):
    """The mean loss of each row of scores where classes come with these probabilities."""
    return sum(share * loss(scores, np.eye(len(truth))[k]) for k, share in enumerate(truth))


# Regression


@pytest.mark.parametrize("key", ["huber", "smooth_l1"])
def test_a_convex_loss_may_have_an_interval_of_lowest_places(key):
    loss = says(key, "it may be a whole interval")
    predictions = np.linspace(-4, 4, 9)
    means = (loss(predictions, -5.0) + loss(predictions, 5.0)) / 2
    assert np.ptp(means) < 1e-12
    assert (loss(5.0, -5.0) + loss(5.0, 5.0)) / 2 > means[0]


def test_the_pull_of_the_welsch_loss_far_out_is_small_and_not_nothing():
    loss = says("welsch", "practically nothing")
    assert 0 < loss.grad(10.0, 0.0) < 1e-20


def test_the_expectile_loss_has_the_square_where_the_quantile_loss_has_the_size():
    loss = says("expectile", "the square in place of the size")
    size = LOSSES["quantile"]([2.0, -3.0], 0.0, tau=0.9)
    np.testing.assert_allclose(loss([2.0, -3.0], 0.0, tau=0.9), size * [2.0, 3.0])


@pytest.mark.parametrize(("c", "breakdown", "efficiency"), [(1.548, 0.5, 0.287), (4.685, 0.12, 0.95)])
def test_tukeys_constants_give_what_they_are_named_for(c, breakdown, efficiency):
    loss = says("tukey_biweight", "breakdown ½ as an S-estimate")
    x = np.linspace(-9, 9, 200_001)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    mean = lambda heights: np.trapezoid(heights * density, x)  # noqa: E731
    pull = loss.grad(x, 0.0, c=c)
    assert mean(loss(x, 0.0, c=c)) / loss(1e3, 0.0, c=c) == pytest.approx(breakdown, abs=1e-3)
    assert mean(np.gradient(pull, x)) ** 2 / mean(pull**2) == pytest.approx(efficiency, abs=1e-3)


def test_barrons_parabola_is_half_the_squared_error():
    says("barron", "parabola")
    assert LOSSES["barron"](3.0, 0.0, alpha=2.0) == pytest.approx(LOSSES["squared"](3.0, 0.0) / 2)


# Classification


def test_a_ramp_costs_1_at_most_and_pulls_with_a_half():
    loss = says("ramp", "No example costs more than 1 or pulls harder than ½")
    z = np.linspace(-20, 20, 4001)
    assert loss(z, 1.0).max() == 1
    assert np.abs(loss.grad(z, 1.0)).max() == 0.5


def test_an_easy_example_weighs_a_hundredth_apart_from_alpha():
    loss = says("focal", "Apart from α, an example at pₜ = 0.9 weighs a hundredth")
    z = np.log(9.0)
    for alpha in (0.25, 0.5):
        share = loss(z, 1.0, alpha=alpha, gamma=2.0) / LOSSES["binary_cross_entropy"](z, 1.0)
        assert share / alpha == pytest.approx(0.01)


def test_the_perceptron_does_not_move_from_weights_of_0():
    loss = says("perceptron", "with all weights at 0: the loss is 0 there and nothing pulls")
    assert loss(0.0, 1.0) == loss.grad(0.0, 1.0) == 0


@pytest.mark.parametrize(
    ("key", "words"), [("squared_hinge", "(z + 1) / 2, cut off"), ("modified_huber", "(z + 1) / 2, cut off")]
)
def test_the_probability_of_a_squared_margin(key, words):
    loss = says(key, words)
    z = np.linspace(-2, 2, 4001)
    for share in (0.1, 0.35, 0.8):
        best = z[np.argmin(share * loss(z, 1.0) + (1 - share) * loss(z, 0.0))]
        assert (best + 1) / 2 == pytest.approx(share, abs=1e-3)


def test_cross_entropy_is_proper_at_every_temperature_for_the_softmax_of_what_it_divides():
    loss = says("cross_entropy", "Unweighted and unsmoothed, it is least on average where p is the true distribution")
    truth = np.array([0.2, 0.3, 0.5])
    for temperature in (0.5, 2.0):
        assert np.abs(loss.grad(temperature * np.log(truth), truth, temperature=temperature)).max() < 1e-15
        assert np.abs(loss.grad(np.log(truth), truth, temperature=temperature)).max() > 0.01


def test_balanced_weights_add_up_to_the_classes_and_not_to_the_examples():
    says("class_balanced", "0.09 for 900, 90 and 10 examples at β = 0.999")
    counts = np.array([900, 90, 10])
    balanced = weights(counts, 0.999, 3)
    assert balanced.sum() == pytest.approx(3)
    assert balanced[0] <= 1
    assert (balanced * counts).sum() / counts.sum() == pytest.approx(0.09, abs=0.005)


def test_the_hinges_over_classes_are_not_consistent():
    scores = np.stack(np.meshgrid(*[np.linspace(-2, 2, 17)] * 2), -1).reshape(-1, 2)
    scores = np.concatenate([scores, np.zeros((len(scores), 1))], 1)
    loss = says("crammer_singer", "equal scores cost 1 on average")
    truth = (0.4, 0.3, 0.3)
    assert expected(loss, np.zeros(3), truth) == pytest.approx(1.0)
    assert expected(loss, np.array([1.0, 0.0, 0.0]), truth) == pytest.approx(1.2)
    assert expected(loss, scores, truth).min() == pytest.approx(1.0)
    loss = says("multiclass_hinge", "its best scores tie the first two classes")
    costs = expected(loss, scores, (0.4, 0.35, 0.25))
    best = scores[costs < costs.min() + 1e-9]
    assert (best[:, 0] == best[:, 1]).all()


# Lists and pairs


def test_the_least_value_of_a_list_is_the_entropy_of_its_shares_times_their_sum():
    loss = says("list_softmax", "the entropy of the relevance as shares, times their sum")
    relevance = np.array([2.0, 1.0, 1.0])
    shares = relevance / relevance.sum()
    entropy = -(shares * np.log(shares)).sum()
    assert loss(np.log(shares), relevance) == pytest.approx(entropy * relevance.sum())
    assert np.abs(loss.grad(np.log(shares), relevance)).max() < 1e-15


def test_contradicted_comparisons_hold_the_scores():
    loss = says("pairwise_logistic", "where no comparison contradicts them")
    apart = np.linspace(0, 3, 3001)
    scores = np.stack([apart, 0 * apart], -1)
    costs = 0.6 * loss(scores, 1.0) + 0.4 * loss(scores, -1.0)
    assert apart[costs.argmin()] == pytest.approx(np.log(1.5), abs=1e-3)


@pytest.mark.parametrize("key", ["auc_margin", "margin_ranking", "triplet", "multiclass_hinge"])
def test_without_a_margin_a_tie_will_do(key):
    loss = says(key, "a tie will do")
    line = loss.space.lines[0]
    prediction, target = line.place(np.array([0.5]), loss.space.labels[0])
    assert loss(np.ones_like(prediction), target, margin=0.0) == 0


def test_the_slope_of_arcface_has_no_limit_but_the_one_it_is_held_at():
    loss = says("arcface", "is held at a sine of 1.5e-8")
    slopes = [abs(loss.grad([c, 0.0], 0, scale=1.0)[0]) for c in (1 - 1e-6, 1 - 1e-9, 1 - 1e-12, 1.0)]
    assert (np.diff(np.log10(slopes)) > 1.4).all()
    assert np.isfinite(slopes).all()


# Images and boxes


def test_the_overlap_of_a_small_object_may_outweigh_its_pixels_at_the_start():
    says("combo", "Dice never exceeds 1 and cross-entropy has no limit")
    half = np.full((12, 12), 0.5)
    assert LOSSES["dice"](half, SHAPES["one pixel"]) > LOSSES["pixel_cross_entropy"](half, SHAPES["one pixel"])
    rng = np.random.default_rng(0)
    for mask in SHAPES.values():
        assert LOSSES["dice"](rng.random((50, 12, 12)), mask).max() <= 1
    assert LOSSES["pixel_cross_entropy"](1 - SHAPES["disc"], SHAPES["disc"]) > 50


def test_behind_a_sigmoid_dice_goes_flat_and_cross_entropy_does_not():
    says("combo", "Behind a sigmoid, where a pixel is missed with certainty and Dice goes flat")
    mask, p = SHAPES["one pixel"], np.full((12, 12), 1e-6)
    pulls = [np.abs(LOSSES[key].grad(p, mask) * p * (1 - p)).max() for key in ("dice", "pixel_cross_entropy")]
    assert pulls[0] < 1e-5 < 0.006 < pulls[1]


def test_the_background_of_a_large_image_weighs_next_to_nothing():
    says("generalized_dice", "1.5 · 10⁻¹¹")
    assert pytest.approx(1.5e-11, rel=0.05) == 512.0**-4


def test_tverskys_halves_are_dice_with_twice_the_smoothing():
    says("tversky", "at 1/2 and 1/2 Dice with twice the smoothing")
    p = np.random.default_rng(0).random((12, 12))
    tversky = LOSSES["tversky"](p, SHAPES["disc"], alpha=0.5, beta=0.5, smooth=1.0)
    assert tversky == pytest.approx(float(LOSSES["dice"](p, SHAPES["disc"], smooth=2.0)))


@pytest.mark.parametrize("name", IMAGES)
def test_at_equal_pixel_error_a_shift_costs_less_than_noise_and_a_blur_more(name):
    loss = says("perceptual", "At equal pixel error a shift by one pixel costs the filters less than noise does")
    image = IMAGES[name]
    patterns = np.random.default_rng(0).normal(size=(20, *image.shape))
    patterns /= np.sqrt((patterns**2).mean((1, 2), keepdims=True))
    for changed, sign in ((shift(image, 1.0), 1), (blur(image, 1.0), -1)):
        noisy = image + np.sqrt(((changed - image) ** 2).mean()) * patterns
        for weight in (0.5, 1.0):
            dearer = loss(noisy, image, weight=weight) - loss(changed, image, weight=weight)
            assert (sign * dearer > 0).all()


@pytest.mark.parametrize("name", IMAGES)
def test_the_filters_forgive_brightness_and_signs(name):
    loss = says("perceptual", "a sixth at most")
    says("perceptual", "the negative of an image costs nothing")
    image = IMAGES[name]
    for offset in (-0.5, 0.1, 3.0):
        assert loss(image + offset, image, weight=1.0) <= offset**2 / 6
    assert loss(-image, image, weight=1.0) < 1e-20
    assert loss(-image, image, weight=0.5) > 0.01


def test_eiou_ends_at_3_and_a_quarter():
    loss = says("eiou", "Up to 3¼")
    rng = np.random.default_rng(0)
    centre, sides = rng.normal(scale=2, size=(2, 20_000, 2)), np.exp(rng.normal(scale=3, size=(2, 20_000, 2)))
    boxes = np.concatenate([centre - sides / 2, centre + sides / 2], -1)
    assert loss(*boxes).max() < 3.25
    assert loss([0.0, 0.0, 1e-9, 1e-9], [0.0, 0.0, 1.0, 1.0]) == pytest.approx(3.25)


# Penalties


def test_the_elastic_net_shrinks_twice():
    loss = says("elastic_net", "smaller than with either of its two parts by itself")
    weight = np.linspace(0, 2, 20_001)
    for aim in (1.2, 2.0):
        half = (weight - aim) ** 2 / 2
        penalties = loss(weight[:, None], strength=1.0, ratio=0.5), weight / 2, weight**2 / 2
        both, of_size, of_square = (weight[np.argmin(half + penalty)] for penalty in penalties)
        assert both < min(of_size, of_square) - 0.1
    # which is not to say: smaller than with the whole strength on one of the two
    assert both < weight[np.argmin(half + loss(weight[:, None], strength=1.0, ratio=1.0))]


# Takeaways


def takeaway(key, figure, **values):
    return lossviz.view(key, figure=figure, **values).draw().takeaway


def test_points_that_are_not_pulled_are_satisfied_only_where_nothing_is_left_to_pay():
    opposite = {"label": "same", "anchor": (1.0, 0.0), "other": (-1.0, 0.0)}
    here = {"anchor": (0.5, 0.5), "positive": (0.5, 0.5), "negative": (0.5, 0.5)}
    stuck = [
        takeaway("cosine_embedding", "points", **opposite),
        takeaway("contrastive", "points", label="different", anchor=(0.5, 0.5), other=(0.5, 0.5)),
        takeaway("triplet", "points", **here),
    ]
    for sentence in stuck:
        assert "and yet nothing is pulled" in sentence
        assert "satisfied" not in sentence
    apart = takeaway("contrastive", "points", label="different", anchor=(-3.0, 0.0), other=(3.0, 0.0))
    assert "nothing is pulled: the loss is satisfied here" in apart


def test_a_box_that_only_changes_its_sides_is_not_on_a_plateau():
    middle = {"true_corner": (4.0, 4.0), "true_size": (2.0, 2.0)}
    for key in ("iou", "diou", "ciou"):
        sentence = takeaway(key, "boxes", corner=(4.5, 4.5), size=(1.0, 1.0), **middle)
        assert "only its size is pulled" in sentence
        assert "plateau" not in sentence
    assert "plateau" in takeaway("iou", "boxes", corner=(0.5, 0.5), size=(1.0, 1.0), **middle)


def test_the_readmes_question_about_missed_pixels_has_an_answer():
    found = SHAPES["disc"] * SHAPES["shifted disc"]
    painted = SHAPES["shifted disc"].copy()
    painted[tuple(np.argwhere(found)[0])] = 0.0  # a pixel that was found, painted out

    def ratio(**values):
        readings = lossviz.view("tversky", figure="mask", **values).draw().readings
        return readings["pull_on_missed"].value / readings["pull_on_false_alarms"].value

    for picture in ({}, {"painted": PAINTED.value_of(painted)}):
        assert ratio(**picture) > 5
        assert 1 < ratio(beta=0, **picture) < 1.4
        assert ratio(beta=0, certainty=1, **picture) < 0.9
        for alone in ({"alpha": 1}, {"certainty": 1}, {"smooth": 5}):
            assert ratio(**alone, **picture) > 1


def test_bars_that_agree_pull_at_no_outcome():
    alike = {"bars": "3", "p": (0.5, 0.3, 0.2, 0.1, 0.1, 0.1), "q": (0.5, 0.3, 0.2, 0.1, 0.1, 0.1)}
    for key in ("kl_divergence", "reverse_kl", "jensen_shannon", "distillation"):
        assert "It pulls at no outcome" in takeaway(key, "bars", **alike)
        assert "pulls hardest at outcome" in takeaway(key, "bars")
