"""Traps of the arguments: their order, their shapes, their labels."""

from lossviz.traps.batches import LABEL, LABELLED, MODEL_AS_LOGITS, P_AS_LOGITS
from lossviz.traps.record import Group, Ours, Trap

GROUP = Group(
    name="Order, shapes, labels",
    place=20,
    traps=(
        Trap(
            key="broadcast_shapes",
            title="(N, 1) against (N,)",
            library="PyTorch",
            story="The network returns a column, the data set a row. They broadcast to a square of all pairs: the mean "
            "compares every prediction with every target, and a perfect model is told to predict the average. "
            "PyTorch warns, once, among the other lines of a log.",
            given="""
prediction = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])
""",
            wrong="F.mse_loss(prediction, target)",
            right="F.mse_loss(prediction.squeeze(-1), target)",
            instead="Make the shapes equal before the loss, and assert that they are.",
            losses=("squared", "absolute", "huber", "smooth_l1"),
            ours=Ours("squared", (1.0, 2.0, 3.0), (1.0, 2.0, 3.0)),
        ),
        Trap(
            key="kl_order",
            title="The order of KL's arguments",
            library="PyTorch",
            story="kl_div takes the model first and the truth second, and computes KL(truth ‖ model); on paper, and in "
            "Keras, the truth comes first. Swapped, it is another divergence, which looks for one mode where the first "
            "covers them all.",
            given="""
truth = torch.tensor([[0.6, 0.3, 0.1], [0.1, 0.1, 0.8]])
model = torch.tensor([[0.4, 0.4, 0.2], [0.3, 0.3, 0.4]])
""",
            wrong='F.kl_div(truth.log(), model, reduction="batchmean")',
            right='F.kl_div(model.log(), truth, reduction="batchmean")',
            instead="Name the two in your code by what they are, and check one row by hand.",
            losses=("kl_divergence", "reverse_kl"),
            ours=Ours("kl_divergence", MODEL_AS_LOGITS, ((0.6, 0.3, 0.1), (0.1, 0.1, 0.8))),
        ),
        Trap(
            key="prediction_and_target_swapped",
            title="The target first, as in scikit-learn",
            library="PyTorch",
            story="In scikit-learn and Keras the truth comes first, in PyTorch the prediction. Labels of 0 and 1 are "
            "legal probabilities, and probabilities are legal targets, so nothing complains: every logarithm is "
            "of 0 or 1, and what comes out is how far the probabilities are from the labels, times 100.",
            given=LABELLED,
            wrong="F.binary_cross_entropy(label, p)",
            right="F.binary_cross_entropy(p, label)",
            instead="Write the names: input= and target= in PyTorch, y_true= and y_pred= elsewhere.",
            losses=("binary_cross_entropy",),
            ours=Ours("binary_cross_entropy", P_AS_LOGITS, LABEL),
        ),
        Trap(
            key="hinge_labels",
            title="Labels of 0 and 1 in a hinge",
            library="optax",
            story="A hinge multiplies the score by the label, which must be −1 or 1. A label of 0 makes a constant: "
            "the example costs 1 whatever the model says, and no gradient comes from it. Keras and scikit-learn "
            "convert the labels, optax does not.",
            given="""
score = jnp.array([0.3, -2.0, -0.5])
label = jnp.array([1.0, 0.0, 1.0])
""",
            wrong="optax.losses.hinge_loss(score, label).mean()",
            right="optax.losses.hinge_loss(score, 2 * label - 1).mean()",
            instead="Write the conversion down, even where the library would make it.",
            losses=("hinge", "squared_hinge"),
            ours=Ours("hinge", (0.3, -2.0, -0.5), (1.0, 0.0, 1.0)),
        ),
        Trap(
            key="hinge_embedding",
            title="HingeEmbeddingLoss is no hinge",
            library="PyTorch",
            story="PyTorch has no binary hinge. What sounds like one reads its input as a distance: a positive pair "
            "costs the distance itself, so a confident and right score is the most expensive of all.",
            given="""
score = torch.tensor([0.3, -2.0, -0.5])
sign = torch.tensor([1.0, -1.0, 1.0])
""",
            wrong="F.hinge_embedding_loss(score, sign)",
            right="F.margin_ranking_loss(score, torch.zeros(3), sign, margin=1)",
            instead="Rank the score against zero with a margin of 1, or write (1 - sign * score).clamp(min=0).mean().",
            losses=("hinge",),
            ours=Ours("hinge", (0.3, -2.0, -0.5), (1.0, 0.0, 1.0)),
        ),
        Trap(
            key="box_format",
            title="Boxes by corner and size",
            library="torchvision",
            story="Detectors and data sets write a box as corner and size or as centre and size, torchvision's losses "
            "read it as two opposite corners. Four numbers are four numbers: nothing checks that the second corner "
            "lies beyond the first.",
            given="""
corner_and_size = torch.tensor([[1.0, 1.0, 2.0, 2.0], [2.0, 2.0, 4.0, 3.0]])
corners = ops.box_convert(corner_and_size, "xywh", "xyxy")
""",
            wrong="ops.generalized_box_iou_loss(corner_and_size[0], corner_and_size[1])",
            right="ops.generalized_box_iou_loss(corners[0], corners[1])",
            instead="Convert with torchvision.ops.box_convert where the boxes are read, and keep one format after "
            "that.",
            losses=("giou", "diou", "ciou", "iou"),
            ours=Ours("giou", ((1.0, 1.0, 3.0, 3.0),), ((2.0, 2.0, 6.0, 5.0),)),
        ),
    ),
)
