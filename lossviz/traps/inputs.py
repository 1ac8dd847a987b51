"""Traps of the input: logits, probabilities and logarithms taken for one another."""

import math

from lossviz.traps.batches import LABEL, LABELLED, MODEL_AS_LOGITS, ONE_HOT, P_AS_LOGITS, TRUTH, TRUTH_AND_MODEL
from lossviz.traps.record import Group, Ours, Trap

_LOGITS = (3.0, -1.0, 1.0), (-2.0, 2.0, 1.0), (0.5, 0.2, -1.0)


GROUP = Group(
    name="Logits, probabilities, logarithms",
    place=10,
    traps=(
        Trap(
            key="double_softmax",
            title="Softmax twice",
            library="PyTorch",
            story="The network ends in a softmax, and cross_entropy applies another: it takes logits. Probabilities "
            "lie between 0 and 1, so as logits they never differ by more than 1, and even a certain and right "
            "prediction of three classes cannot cost less than 0.55. Training still goes down, slowly, and "
            "stops early.",
            given="""
logits = torch.tensor([[8.0, 0.0, 0.0]])
label = torch.tensor([0])
""",
            wrong="F.cross_entropy(logits.softmax(-1), label)",
            right="F.cross_entropy(logits, label)",
            instead="Give cross_entropy the network's last linear output; apply softmax only to look at probabilities.",
            losses=("cross_entropy", "sparse_cross_entropy"),
            ours=Ours("cross_entropy", ((8.0, 0.0, 0.0),), ((1.0, 0.0, 0.0),)),
        ),
        Trap(
            key="double_sigmoid",
            title="Sigmoid twice",
            library="PyTorch",
            story="Probabilities go to a function whose name ends in with_logits. It squeezes them once more, into the "
            "range from 0.5 to 0.73: no example can ever be called negative, and nothing is said.",
            given=LABELLED,
            wrong="F.binary_cross_entropy_with_logits(p, label)",
            right="F.binary_cross_entropy(p, label)",
            instead="Leave the sigmoid out of the network and keep the function that takes logits: it is exact far "
            "out.",
            losses=("binary_cross_entropy",),
            ours=Ours("binary_cross_entropy", P_AS_LOGITS, LABEL),
        ),
        Trap(
            key="logits_as_probabilities",
            title="Logits taken for probabilities",
            library="Keras",
            story="Keras expects probabilities unless told otherwise. It divides each row of logits by the row's sum, "
            "and clips what is not between 0 and 1. Here every true class is clipped to 1, the third one too, "
            "which the logits put last: a loss of nothing, and no gradient to learn from.",
            given="""
logits = np.array([[3.0, -1.0, 1.0], [-2.0, 2.0, 1.0], [0.5, 0.2, -1.0]])
label = np.eye(3)
""",
            wrong="keras.losses.CategoricalCrossentropy()(label, logits)",
            right="keras.losses.CategoricalCrossentropy(from_logits=True)(label, logits)",
            instead="Write from_logits=True wherever the last layer has no softmax, for the binary loss as for this "
            "one.",
            losses=("cross_entropy", "sparse_cross_entropy", "binary_cross_entropy"),
            ours=Ours("cross_entropy", _LOGITS, ONE_HOT),
        ),
        Trap(
            key="kl_without_log",
            title="Probabilities where kl_div wants their logarithm",
            library="PyTorch",
            story="The first argument of kl_div is log-probabilities, the second probabilities. Two distributions "
            "given as they are make a negative number, which no Kullback–Leibler divergence can be.",
            given=TRUTH_AND_MODEL,
            wrong='F.kl_div(model, truth, reduction="batchmean")',
            right='F.kl_div(model.log(), truth, reduction="batchmean")',
            instead="Give it log_softmax of the logits, and take a negative value for the warning that it is.",
            losses=("kl_divergence",),
            ours=Ours("kl_divergence", MODEL_AS_LOGITS, TRUTH),
        ),
        Trap(
            key="nll_without_log",
            title="Probabilities where nll_loss wants their logarithm",
            library="PyTorch",
            story="nll_loss computes no logarithm, whatever its name says: it picks the entry of the true class and "
            "turns its sign. After a plain softmax it returns minus the probability, which has a gradient that points "
            "the right way, so training works, only badly.",
            given="""
logits = torch.tensor([[3.0, -1.0, 1.0], [-2.0, 2.0, 1.0], [0.5, 0.2, -1.0]])
label = torch.tensor([0, 1, 2])
""",
            wrong="F.nll_loss(logits.softmax(-1), label)",
            right="F.nll_loss(logits.log_softmax(-1), label)",
            instead="Use cross_entropy on the logits, which is log_softmax and nll_loss in one.",
            losses=("cross_entropy", "sparse_cross_entropy"),
            ours=Ours("sparse_cross_entropy", _LOGITS, (0.0, 1.0, 2.0)),
        ),
        Trap(
            key="poisson_rate",
            title="A rate where Poisson wants its logarithm",
            library="PyTorch",
            story="The network predicts a rate, as Keras's Poisson loss would have it. PyTorch's takes the logarithm "
            "of the rate by default and exponentiates what it is given.",
            given="""
rate = torch.tensor([0.5, 2.0, 2.5])
count = torch.tensor([0.0, 1.0, 3.0])
""",
            wrong="F.poisson_nll_loss(rate, count)",
            right="F.poisson_nll_loss(rate.log(), count)",
            instead="Let the network predict the logarithm, which keeps the rate positive; or say log_input=False.",
            losses=("poisson_nll",),
            ours=Ours("poisson_nll", tuple(math.log(rate) for rate in (0.5, 2.0, 2.5)), (0.0, 1.0, 3.0)),
        ),
        Trap(
            key="clamped_probabilities",
            title="A certain mistake, clipped",
            library="PyTorch, scikit-learn and Keras",
            story="A logit of −200 for a positive example costs 200. Turned into a probability first, the same mistake "
            "costs what the library allows at most: PyTorch stops the logarithm at −100, scikit-learn the probability "
            "at 2.2e-16 and Keras at 1e-7. The slope by the probability may still be 1e12, but the sigmoid before it "
            "is flat, so that no gradient comes back to the logit.",
            given="""
import keras
import numpy as np
import sklearn.metrics
import torch
import torch.nn.functional as F

logit, label = np.array([-200.0, -200.0]), np.array([1.0, 1.0])
z, y = torch.tensor(logit), torch.tensor(label)
p = 1 / (1 + np.exp(-logit))
""",
            wrong="""[
    F.binary_cross_entropy(torch.tensor(p), y).item(),
    sklearn.metrics.log_loss(label, p, labels=[0, 1]),
    float(keras.losses.BinaryCrossentropy()(label, p)),
]""",
            right="F.binary_cross_entropy_with_logits(z, y).item()",
            instead="Train on logits; keep probabilities for reports.",
            losses=("binary_cross_entropy",),
            ours=Ours("binary_cross_entropy", (-200.0, -200.0), (1.0, 1.0)),
        ),
    ),
)
