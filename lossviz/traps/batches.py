"""What several traps are told over: lines of a program, and the same numbers as a batch for `Ours`."""

import numpy as np

LABELLED = """
p = torch.tensor([0.9, 0.2, 0.4])
label = torch.tensor([1.0, 0.0, 1.0])
"""
P_AS_LOGITS = (2.1972245773362196, -1.3862943611198906, -0.4054651081081643)
LABEL = (1.0, 0.0, 1.0)

TRUTH_AND_MODEL = """
truth = torch.tensor([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]])
model = torch.tensor([[0.4, 0.4, 0.2], [0.3, 0.3, 0.4]])
"""
TRUTH = ((0.5, 0.5, 0.0), (0.2, 0.3, 0.5))
MODEL_AS_LOGITS = np.log([[0.4, 0.4, 0.2], [0.3, 0.3, 0.4]])

LOGITS = ((2.0, 0.0, -1.0), (0.0, 1.0, 0.0), (0.5, 0.2, 0.1))
ONE_HOT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
