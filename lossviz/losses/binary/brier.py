"""The Brier score: squared error on a probability, an S-shaped step that is flat at both ends."""

from lossviz.maths.expressions import n
from lossviz.maths.numerics import sigmoid
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def miss(prediction, target):
    """p − y, with all its digits even where p is nearly 1."""
    return (1.0 - target) * sigmoid(prediction) - target * sigmoid(-prediction)


def value(prediction, target):
    return miss(prediction, target) ** 2


def gradient(prediction, target):
    return 2.0 * miss(prediction, target) * sigmoid(prediction) * sigmoid(-prediction)


def worked(prediction, target):
    return f"({n(float(sigmoid(prediction)))} - {n(target)})**2"


LOSS = Loss(
    key="brier",
    name="Brier score",
    space=LOGIT,
    opening=Opening(values={"against": ("binary_cross_entropy",)}, heights=(-0.1, 2.0), slopes=(-1.2, 0.4)),
    latex=r"L = (p - y)^2, \quad p = \sigma(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = 2\, (p - y)\, p\, (1 - p)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.REDESCENDING,
        Trait.BOUNDED,
        Trait.PROPER,
    ),
    idea="Squares the distance from forecast to outcome: an honest yardstick, and a poor teacher once a network is "
    "confidently wrong.",
    use_when=(
        "You judge probability forecasts and want a score that cannot be gamed.",
        "Some labels are wrong and must not dominate.",
    ),
    avoid_when=(
        "You train on from logits that may be large and wrong: a confident mistake has almost no slope to climb back "
        "on.",
        "The gap between p = 0.01 and p = 0.0001 matters.",
    ),
    pros=(
        "Least on average where p is the true probability.",
        "Never above 1, so no single forecast dominates.",
    ),
    cons=(
        "Not convex in the logit.",
        "The factor p (1 − p) stops learning exactly where an example is most wrong.",
    ),
    references=(
        Reference(
            "Glenn W. Brier",
            "Verification of forecasts expressed in terms of probability",
            1950,
            "https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2",
            "Defines the score, summed over all outcomes, which is twice this for two.",
        ),
        Reference(
            "Tilmann Gneiting and Adrian E. Raftery",
            "Strictly proper scoring rules, prediction, and estimation",
            2007,
            "https://doi.org/10.1198/016214506000001437",
            "Explains proper scores.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.mse_loss(torch.sigmoid(prediction), target, reduction='none')",
            note="The squared error of a probability: this is what nn.MSELoss after a sigmoid trains with.",
            default=Default(
                code="torch.nn.functional.mse_loss(torch.sigmoid(prediction), target)", reduction="elements"
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.MeanSquaredError(reduction=None)(target[:, None], "
            "keras.ops.sigmoid(prediction)[:, None])",
            note="This is what loss='mse' after a sigmoid layer trains with.",
            default=Default(
                code="keras.losses.MeanSquaredError()(target, keras.ops.sigmoid(prediction))", reduction="elements"
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.squared_error(jax.nn.sigmoid(prediction), target)",
            note="optax never reduces.",
            default=Default(code="optax.losses.squared_error(jax.nn.sigmoid(prediction), target)", reduction="none"),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.brier_score_loss(target, 1 / (1 + numpy.exp(-prediction)), labels=[0, 1])",
            note="The mean over the batch; it takes hard labels and probabilities.",
            default=Default(
                code="sklearn.metrics.brier_score_loss(target, 1 / (1 + numpy.exp(-prediction)))", reduction="samples"
            ),
        ),
    ),
    rivals=("binary_cross_entropy", "zero_one"),
    aliases=("quadratic score", "probability calibration", "mean squared error of probabilities"),
    place=60,
)
