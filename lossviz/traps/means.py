"""Traps of the mean: what it divides by."""

from lossviz.traps.batches import LOGITS, MODEL_AS_LOGITS, TRUTH, TRUTH_AND_MODEL
from lossviz.traps.record import Group, Ours, Trap

_WEIGHTED = """
logits = torch.tensor([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.5, 0.2, 0.1]])
label = torch.tensor([0, 1, 2])
weight = torch.tensor([1.0, 2.0, 5.0])
"""

GROUP = Group(
    name="What the mean divides by",
    place=30,
    traps=(
        Trap(
            key="kl_mean",
            title="The mean of KL",
            library="PyTorch",
            story="The default reduction divides by all elements, samples times classes, and a divergence is a sum "
            "over classes. The number is too small by the number of classes, and so is the gradient. PyTorch "
            "warns that its default is not the divergence, and keeps it.",
            given=TRUTH_AND_MODEL,
            wrong="F.kl_div(model.log(), truth)",
            right='F.kl_div(model.log(), truth, reduction="batchmean")',
            instead='Say reduction="batchmean" every time.',
            losses=("kl_divergence",),
            ours=Ours("kl_divergence", MODEL_AS_LOGITS, TRUTH),
        ),
        Trap(
            key="weighted_mean",
            title="Class weights under a mean",
            library="PyTorch",
            story="With class weights PyTorch's mean divides by the weights of the labels in the batch, Keras's by the "
            "number of samples. One batch, the same weights: two numbers, and a learning rate that fits one does not "
            "fit the other.",
            given=_WEIGHTED,
            wrong="F.cross_entropy(logits, label, weight)",
            right='F.cross_entropy(logits, label, weight, reduction="none").mean()',
            instead="Decide what the weights shall be relative to, and divide by that yourself.",
            losses=("cross_entropy", "sparse_cross_entropy"),
            ours=Ours("sparse_cross_entropy", LOGITS, (0.0, 1.0, 2.0), parameters={"class_weights": (1.0, 2.0, 5.0)}),
        ),
        Trap(
            key="lonely_weight",
            title="A class weight that cancels",
            library="PyTorch",
            story="The batch holds a single example of the class that weighs 5. Its loss is multiplied by 5 and "
            "divided by 5: the weight has no effect, and with small batches or accumulated gradients most of it "
            "is lost in the same way.",
            given=_WEIGHTED,
            wrong="F.cross_entropy(logits[2:], label[2:], weight)",
            right='F.cross_entropy(logits[2:], label[2:], weight, reduction="none").mean()',
            instead='Use reduction="sum" and divide by the number of samples of the whole step.',
            losses=("cross_entropy", "sparse_cross_entropy"),
            ours=Ours(
                "sparse_cross_entropy", ((0.5, 0.2, 0.1),), (2.0,), parameters={"class_weights": (1.0, 2.0, 5.0)}
            ),
        ),
        Trap(
            key="ignored_padding",
            title="Padding that is counted",
            library="PyTorch",
            story="Ignored labels cost nothing and are not counted by PyTorch's mean. Who sums and divides by the "
            "length of the batch counts them, and the loss shrinks with every padded place.",
            given="""
logits = torch.tensor([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0], [0.5, 0.2, 0.1]])
label = torch.tensor([0, 1, -100])
""",
            wrong='F.cross_entropy(logits, label, reduction="sum") / len(label)',
            right="F.cross_entropy(logits, label)",
            instead="Divide by the labels that are not ignored, over all devices and accumulated steps together.",
            losses=("sparse_cross_entropy",),
            ours=Ours("sparse_cross_entropy", ((2.0, 0.0, -1.0), (0.0, 1.0, 0.0)), (0.0, 1.0)),
        ),
        Trap(
            key="multi_margin_classes",
            title="A multiclass hinge divided by the classes",
            library="PyTorch",
            story="Lecture notes sum the hinge over the rival classes; multi_margin_loss divides that sum by the "
            "number of all classes, before any mean over the batch. Ten classes make the loss ten times "
            "smaller.",
            given="""
score = torch.tensor([[1.0, 2.0, 0.5]])
label = torch.tensor([0])
""",
            wrong="F.multi_margin_loss(score, label)",
            right="score.shape[-1] * F.multi_margin_loss(score, label)",
            instead="Multiply by the number of classes, or move the learning rate by as much.",
            losses=("multiclass_hinge",),
            ours=Ours("multiclass_hinge", ((1.0, 2.0, 0.5),), ((1.0, 0.0, 0.0),)),
        ),
    ),
)
