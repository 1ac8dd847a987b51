"""Writes ``lossviz/traps/numbers.json``: what the program of every trap gives, run in the real libraries.

    python tests/golden/write_traps.py

needs what `write.py` needs. Each program is run as a reader would run it, in a process's defaults: single precision
in PyTorch, Keras and JAX.
"""

# ruff: noqa: E402  (Keras reads its backend when it is imported, and the package is beside the tests)

import contextlib
import io
import json
import os
import runpy
import sys
import tempfile
import warnings
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import jax
import keras
import numpy as np
import optax
import sklearn
import torch

# As in write.py: torchvision's compiled part is not needed, but its import asks for these.
library = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import monai
import torchvision

from lossviz.traps import TRAPS

VERSIONS = {
    "PyTorch": torch,
    "Keras": keras,
    "jax": jax,
    "optax": optax,
    "scikit-learn": sklearn,
    "torchvision": torchvision,
    "MONAI": monai,
}


def ran(trap):
    """The trap's program, and the numbers that it ends with."""
    # a trap may well be warned of
    quiet = contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(record=True)
    with tempfile.TemporaryDirectory() as folder, quiet[0], quiet[1]:
        path = Path(folder) / "program.py"
        path.write_text(trap.program, encoding="utf-8")
        names = runpy.run_path(str(path))
    return {"program": trap.program} | {side: np.asarray(names[side], float).tolist() for side in ("wrong", "right")}


if __name__ == "__main__":
    content = {
        "versions": {name: module.__version__ for name, module in VERSIONS.items()},
        "traps": {trap.key: ran(trap) for trap in TRAPS.values()},
    }
    path = ROOT / "lossviz" / "traps" / "numbers.json"
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for key, numbers in content["traps"].items():
        print(f"{key}: {numbers['wrong']} instead of {numbers['right']}")
