"""Writes what PyTorch makes of logits in its own number formats: values, and the gradients that come back.

It needs PyTorch 2.13: ``python tests/golden/write_precision.py``.
"""

import json
from pathlib import Path

FILE = Path(__file__).with_name("precision") / "pytorch.json"
LOGITS = [
    -800.0,
    -120.0,
    -100.5,
    -100.0,
    -88.0,
    -60.0,
    -40.0,
    -20.0,
    -17.5,
    -10.0,
    -3.0,
    -0.5,
    0.0,
    0.5,
    3.0,
    10.0,
    20.0,
]


def rows():
    """A row for each format, label and way: logits, values, gradients."""
    import torch
    import torch.nn.functional as functional

    for kind in ("float64", "float32"):
        for label in (1.0, 0.0):
            for way in ("logits", "torch"):
                z = torch.tensor(LOGITS, dtype=getattr(torch, kind), requires_grad=True)
                y = torch.full_like(z, label)
                if way == "logits":
                    loss = functional.binary_cross_entropy_with_logits(z, y, reduction="none")
                else:
                    loss = functional.binary_cross_entropy(torch.sigmoid(z), y, reduction="none")
                loss.sum().backward()
                yield {
                    "format": kind,
                    "label": label,
                    "way": way,
                    "values": [float(each) for each in loss.detach()],
                    "slopes": [float(each) for each in z.grad],
                }


if __name__ == "__main__":
    import torch

    written = {"torch": torch.__version__, "logits": LOGITS, "rows": list(rows())}
    FILE.write_text(json.dumps(written, indent=1) + "\n")
