"""Traps of the defaults: a factor, a threshold or a weight that nobody asked for."""

from lossviz.traps.batches import LABEL, LABELLED, LOGITS, ONE_HOT, P_AS_LOGITS
from lossviz.traps.record import Group, Ours, Trap

_RESIDUALS = """
prediction = torch.tensor([0.5, 2.0, -3.0])
target = torch.zeros(3)
"""

GROUP = Group(
    name="Defaults and factors that nobody asked for",
    place=40,
    traps=(
        Trap(
            key="one_half",
            title="One half or none",
            library="optax",
            story="Two functions of one library, both called the squared error in conversation: l2_loss has the ½ that "
            "makes its derivative the residual, squared_error has none. MSELoss in PyTorch and Keras has none either.",
            given="""
prediction = jnp.array([0.5, 2.0, -3.0])
target = jnp.zeros(3)
""",
            wrong="optax.losses.l2_loss(prediction, target).mean()",
            right="optax.losses.squared_error(prediction, target).mean()",
            instead="Say which of the two you report; a learning rate found with one is wrong by two for the other.",
            losses=("squared",),
            ours=Ours("squared", (0.5, 2.0, -3.0), (0.0, 0.0, 0.0)),
        ),
        Trap(
            key="smooth_l1_huber",
            title="Smooth L1 is Huber divided by β",
            library="PyTorch",
            story="Both bend from a parabola into a line at the same residual, and at 1 they are equal. Anywhere else "
            "they differ by that very factor: Huber's tail has the slope δ, that of smooth L1 always 1.",
            given=_RESIDUALS,
            wrong="F.smooth_l1_loss(prediction, target, beta=0.5)",
            right="F.huber_loss(prediction, target, delta=0.5)",
            instead="Choose by the slope that an outlier shall have, and rescale the learning rate with the threshold.",
            losses=("huber", "smooth_l1"),
            ours=Ours("huber", (0.5, 2.0, -3.0), (0.0, 0.0, 0.0), parameters={"delta": 0.5}),
        ),
        Trap(
            key="huber_regressor",
            title="HuberRegressor's epsilon is not δ",
            library="scikit-learn",
            story="HuberRegressor fits a scale along with the line, and its epsilon counts in units of that scale: the "
            "residual at which it bends is their product. Its loss also lacks the ½ of everybody else's, so that the "
            "same penalty alpha weighs half as much.",
            given="""
import numpy as np
from sklearn.linear_model import HuberRegressor

x = np.linspace(-1, 1, 21)[:, None]
y = 2 * x[:, 0] + 0.1 * np.sin(np.arange(21))
y[3] += 5
model = HuberRegressor(epsilon=1.35, alpha=0).fit(x, y)
""",
            wrong="model.epsilon",
            right="model.epsilon * model.scale_",
            instead="Compare with δ = epsilon · scale_, after the fit.",
            losses=("huber",),
        ),
        Trap(
            key="pinball_half",
            title="The median's pinball is half the absolute error",
            library="scikit-learn",
            story="At its default the pinball loss estimates the median, as the absolute error does. It is half of it, "
            "since the weights of the two sides, τ and 1 − τ, add up to 1.",
            given="""
import sklearn.metrics

truth, prediction = [1.0, 2.0, 3.0], [2.0, 2.0, 1.0]
""",
            wrong="sklearn.metrics.mean_pinball_loss(truth, prediction)",
            right="sklearn.metrics.mean_absolute_error(truth, prediction)",
            instead="Compare pinball with pinball; double it before you set it beside an absolute error.",
            losses=("quantile", "absolute"),
            ours=Ours("absolute", (2.0, 2.0, 1.0), (1.0, 2.0, 3.0)),
        ),
        Trap(
            key="focal_alpha",
            title="Focal loss with alpha on",
            library="torchvision",
            story="sigmoid_focal_loss comes with alpha = 0.25: positives weigh a quarter and negatives three quarters, "
            "which plays the rare class down three to one before γ has said a word. The paper chose it for its own "
            "detector.",
            given=LABELLED,
            wrong='ops.sigmoid_focal_loss(p.logit(), label, reduction="mean")',
            right='ops.sigmoid_focal_loss(p.logit(), label, alpha=-1, reduction="mean")',
            instead="Set alpha yourself; a negative number turns it off.",
            losses=("focal",),
            ours=Ours("focal", P_AS_LOGITS, LABEL, parameters={"alpha": 0.5, "gamma": 2.0}, scale=2.0),
        ),
        Trap(
            key="focal_alpha_ignored",
            title="Focal loss with alpha ignored",
            library="Keras",
            story="Here alpha is given and not used: BinaryFocalCrossentropy balances only where "
            "apply_class_balancing=True is said as well. A search over alpha finds that it makes no difference.",
            given="""
p = np.array([0.9, 0.2, 0.4])
label = np.array([1.0, 0.0, 1.0])
Focal = keras.losses.BinaryFocalCrossentropy
""",
            wrong="Focal(alpha=0.25)(label, p)",
            right="Focal(apply_class_balancing=True, alpha=0.25)(label, p)",
            instead="Give both, or neither.",
            losses=("focal",),
            ours=Ours("focal", P_AS_LOGITS, LABEL, parameters={"alpha": 0.25, "gamma": 2.0}),
        ),
        Trap(
            key="focal_constant",
            title="A multiclass alpha that balances nothing",
            library="Keras",
            story="CategoricalFocalCrossentropy multiplies every class by the same alpha, 0.25 unless one is given. "
            "That is no balance but a learning rate divided by four.",
            given="""
logits = np.array([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.5, 0.2, 0.1]])
label = np.eye(3)
Focal = keras.losses.CategoricalFocalCrossentropy
""",
            wrong="Focal(from_logits=True)(label, logits)",
            right="Focal(alpha=1.0, from_logits=True)(label, logits)",
            instead="Set alpha to 1, or to a list with one weight a class.",
            losses=("multiclass_focal",),
            ours=Ours("multiclass_focal", LOGITS, ONE_HOT, parameters={"gamma": 2.0}),
        ),
        Trap(
            key="ranking_margin",
            title="A margin of zero",
            library="PyTorch",
            story="margin_ranking_loss asks for a margin of 0 by default, and a tie is enough for it: a model that "
            "gives everything the same score has a loss of 0.",
            given="""
first, second = torch.zeros(3), torch.zeros(3)
first_is_better = torch.ones(3)
""",
            wrong="F.margin_ranking_loss(first, second, first_is_better)",
            right="F.margin_ranking_loss(first, second, first_is_better, margin=1)",
            instead="Give a margin in the units of the scores.",
            losses=("margin_ranking", "hinge"),
            ours=Ours(
                "margin_ranking", ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0)), (1.0, 1.0, 1.0), parameters={"margin": 1.0}
            ),
        ),
        Trap(
            key="label_smoothing_share",
            title="Label smoothing by ε / K or by ε / (K − 1)",
            library="PyTorch",
            story="The libraries mix the label with the uniform distribution: every class gets ε / K, the true one "
            "too. Code written by hand often spreads ε over the K − 1 wrong classes, which smooths more under the "
            "same name.",
            given="""
logits = torch.tensor([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.5, 0.2, 0.1]])
label, smoothing = torch.eye(3), 0.1
by_hand = label * (1 - smoothing) + (1 - label) * smoothing / 2
""",
            wrong="F.cross_entropy(logits, by_hand)",
            right="F.cross_entropy(logits, label, label_smoothing=smoothing)",
            instead="Use the library's argument, and where a paper spreads its ε over the K − 1 wrong classes, give "
            "it ε · K / (K − 1).",
            losses=("cross_entropy", "sparse_cross_entropy", "binary_cross_entropy"),
            ours=Ours("cross_entropy", LOGITS, ONE_HOT, parameters={"smoothing": 0.1}),
        ),
    ),
)
