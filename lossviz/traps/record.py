"""How a trap is written down: two calls over the same numbers, of which one computes something else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lossviz.losses import LOSSES

# What a program over one library begins with; one over several has its own imports in what is given.
_IMPORTS = {
    "PyTorch": "import torch\nimport torch.nn.functional as F\n\n",
    "torchvision": "import torch\nimport torchvision.ops as ops\n\n",
    "Keras": "import keras\nimport numpy as np\n\n",
    "optax": "import jax.numpy as jnp\nimport optax\n\n",
}


@dataclass(frozen=True, slots=True)
class Ours:
    """A loss of this project and a batch, whose mean is a trap's right number.

    Parameters
    ----------
    key : str
        The loss.
    prediction, target : nested tuple of float
        The batch.
    parameters : mapping
        What differs from the loss's defaults.
    scale : float
        What the number is multiplied by.
    """

    key: str
    prediction: Any
    target: Any
    parameters: Mapping[str, Any] = field(default_factory=dict)
    scale: float = 1.0

    def __call__(self) -> np.floating:
        """The number."""
        return self.scale * LOSSES[self.key](self.prediction, self.target, **self.parameters).mean()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A call that runs without complaint and computes something else than is meant.

    Parameters
    ----------
    key : str
        Its name in a link.
    title : str
        What is mistaken for what.
    library : str
        Whose call it is.
    story : str
        How one falls in and what is computed instead, in two or three sentences.
    given : str
        The program's first lines: its numbers, and the imports that its library does not always need.
    wrong, right : str
        What is computed, an expression over what is given.
    instead : str
        What to do, in one sentence.
    losses : tuple of str
        The keys of the losses concerned.
    ours : Ours or None
        The right number from this project's own core.
    """

    key: str
    title: str
    library: str
    story: str
    given: str
    wrong: str
    right: str
    instead: str
    losses: tuple[str, ...] = ()
    ours: Ours | None = None

    @property
    def program(self) -> str:
        """A program, complete in itself, that prints the wrong number and the right one."""
        given = _IMPORTS.get(self.library, "") + self.given.strip()
        return f"{given}\n\nwrong = {self.wrong}\nright = {self.right}\nprint(wrong, right)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Traps of one kind.

    Parameters
    ----------
    name : str
        What is confused, as a heading.
    place : int
        Its place on the page, smaller first.
    traps : tuple of Trap
        In the order of the page.
    """

    name: str
    place: int
    traps: tuple[Trap, ...]
