"""The L2 penalty: large weights pay for their square, small ones next to nothing."""

from lossviz.losses.penalties.l1 import STRENGTH
from lossviz.maths.expressions import n
from lossviz.spaces.weights import WEIGHTS
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def value(prediction, target, *, strength):
    return (strength * prediction * prediction).sum(-1)  # the square alone may overflow


def gradient(prediction, target, *, strength):
    return 2.0 * strength * prediction


def worked(prediction, target, *, strength):
    return f"{n(strength)} * ({squares(prediction)})"


def squares(prediction):
    return " + ".join(f"{n(weight)}**2" for weight in prediction)


LOSS = Loss(
    key="l2",
    name="L2 (ridge)",
    space=WEIGHTS,
    opening=Opening(values={"second": "l1"}),
    latex=r"L = \lambda \sum_k w_k^2",
    gradient_latex=r"\dfrac{\partial L}{\partial w_j} = 2 \lambda\, w_j",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(STRENGTH,),
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.SYMMETRIC),
    idea="Pulls each weight towards 0 in proportion to its size: all shrink by the same share, and none vanishes.",
    use_when=(
        "Many inputs matter a little, or some are strongly correlated: their weight is shared out.",
        "A fit without it is unstable, or has no unique answer.",
    ),
    avoid_when=(
        "You want weights that are exactly 0.",
        "Inputs are on different scales: one of small numbers needs a large weight and is charged the most for it.",
    ),
    pros=(
        "Smooth and strictly convex: any convex loss gets a single minimum.",
        "Linear regression with it still has a closed form.",
    ),
    cons=(
        "Large weights that are needed are shrunk the most.",
        "With Adam it is not the same as decaying the weights: the step size is divided by the gradient's size.",
    ),
    references=(
        Reference(
            "Arthur E. Hoerl and Robert W. Kennard",
            "Ridge regression: biased estimation for nonorthogonal problems",
            1970,
            "https://doi.org/10.1080/00401706.1970.10488634",
            "Gives ridge regression.",
        ),
        Reference(
            "Ilya Loshchilov and Frank Hutter",
            "Decoupled weight decay regularization",
            2017,
            "https://arxiv.org/abs/1711.05101",
            "Tells it from weight decay.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="{strength} * torch.linalg.vector_norm(prediction, dim=-1) ** 2",
            note="An optimiser's weight_decay is the gradient of half of it: weight_decay = 2λ.",
            default=Default(code="{strength} * torch.linalg.vector_norm(prediction, dim=-1) ** 2", reduction="none"),
        ),
        Equivalent(
            library="Keras",
            code="keras.ops.vectorized_map(keras.regularizers.L2({strength}), prediction)",
            note="A regularizer adds up all numbers that it is given, hence the map over the batch. Its default is "
            "0.01.",
            default=Default(code="keras.regularizers.L2()(prediction)", reduction="sum", parameters={"strength": 0.01}),
        ),
    ),
    rivals=("l1", "elastic_net"),
    aliases=("ridge", "weight decay", "Tikhonov", "L2 regularisation", "overfitting"),
    place=10,
)
