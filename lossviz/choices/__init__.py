"""Ways to a loss, by what is predicted. A file here with a ``KIND``, named by its key, adds one."""

from lossviz.choices.record import QUESTIONS, Candidate, Fork, Leaf, Option, Path
from lossviz.vocabulary import discovered

__all__ = ["QUESTIONS", "START", "Candidate", "Fork", "Leaf", "Option", "Path"]


def _place(kind: Option) -> int:
    return kind.place


_FIRST = Fork("What is predicted?", tuple(sorted(discovered(__name__, "KIND"), key=_place)))
START = Path((), _FIRST)
