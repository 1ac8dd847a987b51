"""Traps of the name: another formula under the same one."""

from lossviz.traps.record import Group, Ours, Trap

_OVERLAP = """
truth = np.array([1.0, 1.0, 0.0, 0.0])
mask = np.array([0.8, 0.4, 0.3, 0.1])
"""

GROUP = Group(
    name="Another formula by the same name",
    place=50,
    traps=(
        Trap(
            key="tversky_swapped",
            title="Keras's Tversky, swapped",
            library="Keras",
            story="The documentation says that alpha weighs false positives and beta false negatives. Up to version "
            "3.15.1 the code has them the other way round: who asks for fewer false positives gets fewer false "
            "negatives. The repair is in the repository, so the same line will mean something else after an update.",
            given=_OVERLAP,
            wrong="keras.losses.Tversky(alpha=0.7, beta=0.3)(truth, mask)",
            right="keras.losses.Tversky(alpha=0.3, beta=0.7)(truth, mask)  # up to 3.15.1",
            instead="Check on a mask with false positives only, and write the version down beside the numbers.",
            losses=("tversky", "focal_tversky"),
            ours=Ours(
                "tversky",
                (((0.8, 0.4, 0.3, 0.1),),),
                (((1.0, 1.0, 0.0, 0.0),),),
                parameters={"alpha": 0.7, "beta": 0.3, "smooth": 0.0},
            ),
        ),
        Trap(
            key="empty_mask",
            title="An empty mask, rightly predicted",
            library="Keras and MONAI",
            story="No object, and none predicted: as good as it gets. Keras adds its small number to the denominator "
            "only and calls it the worst loss, 1; MONAI adds it above and below and calls it 0. With many empty images "
            "the two train differently.",
            given="""
import keras
import monai.losses
import numpy as np
import torch

truth = np.zeros((1, 1, 2, 2))
mask = np.zeros((1, 1, 2, 2))
""",
            wrong="keras.losses.Dice()(truth, mask)",
            right="monai.losses.DiceLoss()(torch.tensor(mask), torch.tensor(truth))",
            instead="Decide what an empty image shall cost, and test it.",
            losses=("dice",),
            ours=Ours("dice", (((0.0, 0.0), (0.0, 0.0)),), (((0.0, 0.0), (0.0, 0.0)),)),
        ),
        Trap(
            key="categorical_hinge_zero",
            title="The zero in Keras's categorical hinge",
            library="Keras and optax",
            story="Keras finds the best rival as the largest of scores times one minus label, and the true class takes "
            "part with a score of 0. Where all scores are negative, that 0 is the best rival, and a prediction that is "
            "right by the full margin is punished.",
            given="""
import jax.numpy as jnp
import keras
import optax

score = jnp.array([[-2.0, -3.0, -4.0]])
label = jnp.array([[1.0, 0.0, 0.0]])
""",
            wrong="keras.losses.CategoricalHinge()(label, score)",
            right="optax.losses.multiclass_hinge_loss(score, jnp.array([0])).mean()",
            instead="Use it on scores that are not all negative, or write Crammer and Singer's hinge yourself.",
            losses=("crammer_singer", "multiclass_hinge"),
            ours=Ours("crammer_singer", ((-2.0, -3.0, -4.0),), ((1.0, 0.0, 0.0),)),
        ),
        Trap(
            key="triplet_squared",
            title="A triplet's distance, squared or not",
            library="PyTorch",
            story="FaceNet's triplet loss compares squared distances, PyTorch's the distances themselves. The same "
            "margin of 1 asks for different gaps, and near zero the pulls are different too.",
            given="""
anchor = torch.tensor([[0.0, 0.0]])
near, far = torch.tensor([[0.6, 0.0]]), torch.tensor([[1.0, 0.0]])
distance = lambda a, b: ((a - b) ** 2).sum(-1)
""",
            wrong="F.triplet_margin_loss(anchor, near, far)",
            right="F.triplet_margin_with_distance_loss(\n    anchor, near, far, distance_function=distance\n)",
            instead="Say which of the two a margin belongs to before you copy it.",
            losses=("triplet",),
        ),
    ),
)
