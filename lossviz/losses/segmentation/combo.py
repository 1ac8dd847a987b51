"""Combo loss: pixel cross-entropy for every pixel, Dice for the mask as a whole."""

from lossviz.losses.segmentation import dice, pixel_cross_entropy
from lossviz.maths.expressions import n
from lossviz.spaces.mask import MASK
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, weight, smooth):
    pixels = pixel_cross_entropy.value(prediction, target)
    return weight * pixels + (1.0 - weight) * dice.value(prediction, target, smooth=smooth)


def gradient(prediction, target, *, weight, smooth):
    pixels = pixel_cross_entropy.gradient(prediction, target)
    return weight * pixels + (1.0 - weight) * dice.gradient(prediction, target, smooth=smooth)


def worked(prediction, target, *, weight, smooth):
    pixels = pixel_cross_entropy.worked(prediction, target)
    return f"{n(weight)} * ({pixels}) + (1 - {n(weight)}) * ({dice.worked(prediction, target, smooth=smooth)})"


LOSS = Loss(
    key="combo",
    name="Combo",
    space=MASK,
    latex=r"L = w\, L_\text{pixel} + (1 - w)\, L_\text{Dice}",
    gradient_latex=r"\dfrac{\partial L}{\partial p_i} = w\, \dfrac{\partial L_\text{pixel}}{\partial p_i} + "
    r"(1 - w)\, \dfrac{\partial L_\text{Dice}}{\partial p_i}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="weight",
            symbol="w",
            default=0.5,
            domain=Interval(0, 1),
            slider=(0.0, 1.0, 0.05),
            unit="share of the loss",
            meaning="the share of the pixels' cross-entropy; more of it trusts single pixels, less of it the overlap",
            landmarks=(Landmark(0.5, "half and half"),),
        ),
        dice.SMOOTH,
    ),
    traits=(
        Trait.CONVEX.when("w = 1", lambda *, weight, smooth: weight == 1),
        Trait.SMOOTH.when("s > 0 or w = 1", lambda *, weight, smooth: smooth > 0 or weight == 1),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when("s > 0 or w = 1", lambda *, weight, smooth: smooth > 0 or weight == 1),
        Trait.SYMMETRIC.when("w = 1", lambda *, weight, smooth: weight == 1),
    ),
    idea="Adds the two halves that each lack what the other has: cross-entropy's steady pull on every pixel, and "
    "Dice's view of the object.",
    use_when=(
        "Dice alone trains unsteadily, or gives a gradient too weak to start from.",
        "Objects are small and some targets are empty.",
    ),
    avoid_when=(
        "You need calibrated probabilities: the Dice half pushes them towards 0 and 1.",
        "One half is enough: the weight is one more number to choose.",
    ),
    pros=(
        "Behind a sigmoid, where a pixel is missed with certainty and Dice goes flat, cross-entropy still pulls.",
        "Where the object is tiny and cross-entropy hardly sees it, Dice does.",
    ),
    cons=(
        "The halves are on different scales: Dice never exceeds 1 and cross-entropy has no limit, so w is not the "
        "share of the pull.",
        "The paper's version also weighs false alarms against misses within the cross-entropy; this one does not.",
    ),
    references=(
        Reference(
            "Saeid Asgari Taghanaki, Yefeng Zheng, S. Kevin Zhou, Bogdan Georgescu, Puneet Sharma, Daguang Xu, "
            "Dorin Comaniciu and Ghassan Hamarneh",
            "Combo loss: handling input and output imbalance in multi-organ segmentation",
            2018,
            "https://arxiv.org/abs/1805.02798",
            "Defines the loss, with a weight inside the cross-entropy too.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="MONAI",
            code="torch.vmap(monai.losses.DiceCELoss(sigmoid=True, smooth_nr={smooth}, smooth_dr={smooth}, "
            "lambda_dice=1 - {weight}, lambda_ce={weight}))"
            "(torch.logit(prediction)[:, None, None], target[:, None, None])",
            note="DiceCELoss takes logits, has weights of 1 and 1 by default, and cannot leave the mean over the batch "
            "out; vmap gives it one image at a time.",
            default=Default(
                code="monai.losses.DiceCELoss(sigmoid=True)(torch.logit(prediction)[:, None], target[:, None])",
                reduction="samples",
                parameters={"weight": 0.5, "smooth": 1e-5},
                factor=2.0,
                differs="It takes logits and adds the two parts, which is twice our value at w = 0.5.",
            ),
        ),
    ),
    rivals=("pixel_cross_entropy", "dice"),
    aliases=("BCE Dice", "DiceCE", "Dice and cross-entropy", "compound loss"),
    place=60,
)
