"""Cross-entropy: the surprise of the true class, whose logit climbs as its rivals are pushed down."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax, softmax
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def shares(target, class_weights, smoothing):
    """How much the loss asks for each class: w_k t'_k."""
    return class_weights * ((1.0 - smoothing) * target + smoothing / target.shape[-1])


def value(prediction, target, *, class_weights, smoothing, temperature):
    return -(shares(target, class_weights, smoothing) * log_softmax(prediction / temperature)).sum(-1)


def gradient(prediction, target, *, class_weights, smoothing, temperature):
    return pulls(prediction / temperature, shares(target, class_weights, smoothing)) / temperature


def pulls(logits, shares):
    """The gradient of ``-sum(shares * log_softmax(logits))``.

    It is p_k times the sum of all shares, minus share k. Split into what the rivals ask for and what the
    class itself lacks, nothing cancels where the true class is nearly certain.
    """
    p, rest = softmax(logits)
    return p * (shares.sum(-1, keepdims=True) - shares) - shares * rest


def worked(prediction, target, *, class_weights, smoothing, temperature):
    logs = log_softmax(prediction / temperature)
    weights = np.broadcast_to(class_weights, target.shape)
    softened = (1.0 - smoothing) * target + smoothing / target.size
    terms = [term(*numbers) for numbers in zip(weights, softened, logs, strict=True) if numbers[0] * numbers[1]]
    return "-" + " - ".join(terms) if terms else "0"


def term(weight, share, log):
    factors = [n(factor) for factor in (weight, share) if factor != 1]
    # exp underflows to 0 below -745, and the logarithm of 0 is no number: the logarithm itself is shown.
    return " * ".join([*factors, f"log({n(math.exp(log))})" if log > -700 else n(log)])


def alike(class_weights):
    return bool(np.ptp(class_weights) == 0 and np.min(class_weights) > 0)


CLASS_WEIGHTS = Parameter(
    name="class_weights",
    title="weight",
    symbol="w",
    default=1.0,
    domain=Interval(0, math.inf, "left"),
    slider=(0.5, 3.5, 0.1),
    unit="times one example",
    meaning="how many examples one of the class counts as; more of it finds more of the class, "
    "at the price of false alarms",
    components=("class 0", "class 1", "class 2"),
)

SMOOTHING = Parameter(
    name="smoothing",
    symbol="ε",
    default=0.0,
    domain=Interval(0, 1),
    slider=(0.0, 0.3, 0.01),
    unit="share of the target",
    meaning="the share of the target that is spread over all classes; more of it punishes overconfidence",
    landmarks=(Landmark(0.0, "targets as given"), Landmark(0.1, "a common choice")),
)

LOSS = Loss(
    key="cross_entropy",
    name="Cross-entropy",
    space=LOGITS,
    opening=Opening(figure="landscape"),
    latex=r"L = -\sum_k w_k\, t'_k \log p_k, \quad p = \operatorname{softmax}(z / T), "
    r"\quad t'_k = (1 - \varepsilon)\, t_k + \varepsilon / K",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = "
    r"\dfrac{1}{T} \left( p_j \sum_k w_k\, t'_k - w_j\, t'_j \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        CLASS_WEIGHTS,
        SMOOTHING,
        Parameter(
            name="temperature",
            symbol="T",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.5, 3.5, 0.1),
            unit="units of the logit",
            meaning="what the logits are divided by; more of it makes the probabilities more even",
            landmarks=(Landmark(1.0, "logits as given"),),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when("ε = 0", lambda *, class_weights, smoothing, temperature: smoothing == 0),
        Trait.SYMMETRIC.when(
            "all weights alike", lambda *, class_weights, smoothing, temperature: np.ptp(class_weights) == 0
        ),
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when(
            "all weights alike, ε = 0 and, with softmax(z) as the forecast, T = 1",
            lambda *, class_weights, smoothing, temperature: (
                alike(class_weights) and smoothing == 0 and temperature == 1
            ),
        ),
        Trait.UPPER_BOUND.when(
            "every weight ≥ 1 / log 2 ≈ 1.443",
            lambda *, class_weights, smoothing, temperature: np.min(class_weights) * math.log(2) >= 1,
        ),
        Trait.SHIFT_INVARIANT,
    ),
    idea="Charges the surprise −log p of the class that came true; its gradient is simply forecast minus truth.",
    use_when=(
        "You need probabilities over several classes that exclude each other.",
        "Targets are soft: averaged votes, mixed examples or a teacher's forecast.",
    ),
    avoid_when=(
        "Several classes can be true at once: use a binary loss for each.",
        "Many labels are wrong: the fit bends towards each confident contradiction.",
    ),
    pros=(
        "Convex in the logits, with the gradient p − t.",
        "Unweighted and unsmoothed, it is least on average where p is the true distribution.",
    ),
    cons=(
        "The loss of a wrong label grows without limit.",
        "Weights and smoothing shift p away from the true probabilities; at T other than 1, softmax(z) is off them.",
    ),
    references=(
        Reference(
            "I. J. Good",
            "Rational decisions",
            1952,
            "https://doi.org/10.1111/j.2517-6161.1952.tb00104.x",
            "Gives the logarithm as the fair fee for a forecast.",
        ),
        Reference(
            "Christian Szegedy, Vincent Vanhoucke, Sergey Ioffe, Jonathon Shlens and Zbigniew Wojna",
            "Rethinking the Inception architecture for computer vision",
            2016,
            "https://arxiv.org/abs/1512.00567",
            "Gives label smoothing.",
        ),
        Reference(
            "Chuan Guo, Geoff Pleiss, Yu Sun and Kilian Q. Weinberger",
            "On calibration of modern neural networks",
            2017,
            "https://arxiv.org/abs/1706.04599",
            "Gives the temperature, chosen after training.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy(prediction / {temperature}, target, "
            "weight=torch.tensor({class_weights}, dtype=prediction.dtype), label_smoothing={smoothing}, "
            "reduction='none')",
            note="It takes logits. Its mean divides by the batch size for probabilities as targets, but by the sum "
            "of the weights for class numbers.",
            default=Default(
                code="torch.nn.functional.cross_entropy(prediction, target, "
                "weight=torch.tensor({class_weights}, dtype=prediction.dtype))",
                reduction="samples",
                parameters={"smoothing": 0.0, "temperature": 1.0},
                differs="With probabilities as targets its mean divides by the number of samples, with class "
                "numbers by the sum of their weights.",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing={smoothing}, "
            "reduction=None)(target, prediction / {temperature})",
            note="Keras expects probabilities unless from_logits=True.",
            only=lambda *, class_weights, smoothing, temperature: bool(np.all(np.asarray(class_weights) == 1)),
            default=Default(
                code="keras.losses.CategoricalCrossentropy()(target, keras.ops.softmax(prediction))",
                reduction="samples",
                parameters={"class_weights": 1.0, "smoothing": 0.0, "temperature": 1.0},
                differs="It takes probabilities, divides each row by its sum and clips at 1e-7.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.softmax_cross_entropy(prediction / {temperature}, "
            "optax.losses.smooth_labels(target, {smoothing}))",
            note="It takes logits and never reduces.",
            only=lambda *, class_weights, smoothing, temperature: bool(np.all(np.asarray(class_weights) == 1)),
            default=Default(
                code="optax.losses.softmax_cross_entropy(prediction, target)",
                reduction="none",
                parameters={"class_weights": 1.0, "smoothing": 0.0, "temperature": 1.0},
            ),
        ),
    ),
    rivals=("multiclass_brier", "multiclass_hinge"),
    aliases=(
        "softmax",
        "softmax cross-entropy",
        "CE",
        "CrossEntropyLoss",
        "categorical cross-entropy",
        "NLL",
        "NLLLoss",
        "negative log-likelihood",
        "maximum likelihood",
        "multinomial logistic regression",
        "softmax regression",
        "label smoothing",
        "next-token prediction",
        "language modelling",
        "class weights",
        "weighted cross-entropy",
        "multiclass log loss",
    ),
    place=10,
)
