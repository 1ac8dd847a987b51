"""The exponential loss: a cliff whose height is multiplied by e with every step in the wrong direction."""

from lossviz.maths.expressions import n
from lossviz.maths.numerics import LARGEST_EXPONENT, exp
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Loss, Opening, Reference, Trait


def value(prediction, target):
    return exp((1.0 - 2.0 * target) * prediction)


def gradient(prediction, target):
    return (1.0 - 2.0 * target) * value(prediction, target)


def worked(prediction, target):
    return f"exp({n(min((1 - 2 * target) * prediction, LARGEST_EXPONENT))})"


LOSS = Loss(
    key="exponential",
    name="Exponential",
    space=LOGIT,
    opening=Opening(values={"against": ("binary_cross_entropy",)}),
    latex=r"L = e^{-m}, \quad m = (2y - 1)\, z",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = -(2y - 1)\, e^{-m}",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.UPPER_BOUND,
    ),
    idea="Multiplies the cost by e for every unit that the margin falls, so the worst mistakes soon own the whole sum.",
    use_when=(
        "You build an ensemble by boosting: the loss then becomes a weight for each example.",
        "Labels can be trusted.",
    ),
    avoid_when=(
        "Some labels are wrong: a single one may outweigh all the rest.",
        "Logits are unbounded, as in a neural network: a value overflows beyond a margin of −709.",
    ),
    pros=(
        "Its weights can be updated by a product, which is AdaBoost.",
        "Its minimiser is half the log odds, so probabilities can be recovered.",
    ),
    cons=(
        "Loss and pull grow exponentially with a mistake.",
        "The minimiser is half the log odds: sigmoid(z) is not the probability, sigmoid(2z) is.",
    ),
    references=(
        Reference(
            "Yoav Freund and Robert E. Schapire",
            "A decision-theoretic generalization of on-line learning and an application to boosting",
            1997,
            "https://doi.org/10.1006/jcss.1997.1504",
            "Gives AdaBoost, whose bound it is.",
        ),
        Reference(
            "Jerome Friedman, Trevor Hastie and Robert Tibshirani",
            "Additive logistic regression: a statistical view of boosting",
            2000,
            "https://doi.org/10.1214/aos/1016218223",
            "Shows that AdaBoost descends it.",
        ),
    ),
    rivals=("binary_cross_entropy", "hinge", "zero_one"),
    aliases=("AdaBoost", "boosting", "exp loss"),
    place=50,
)
