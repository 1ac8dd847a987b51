"""The histories that the doctor can be shown: examples, and a reader's own."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from lossviz.doctor import FEWEST, LONGEST, History, examples
from lossviz.doctor.record import Example
from lossviz.vocabulary import Catalogue, InvalidInput, Lab, Subject, Table, View, discovered

OWN = Table(
    name="own",
    label="Your own history",
    columns=("step", "training loss", "validation loss"),
    optional=1,
    least=FEWEST,
    most=LONGEST,
    longest_read=20_000,
    largest=1e300,
    lost=True,
    finds=(
        r"step|epoch|iter|batch",
        r"^(?!.*(val|test|eval|dev)).*(loss|cost|error|objective|nll)",
        r"^(?=.*(val|test|eval|dev)).*(loss|cost|error|objective|nll)",
    ),
    meaning="paste or open what your training wrote down: a column of losses, or steps, training and validation loss; "
    "NaN may stand in it",
)


def subjects(lab: Lab, catalogue: Catalogue) -> Mapping[str, Subject]:
    """The examples by key, in their order."""
    found: list[Example] = sorted(discovered(examples, "EXAMPLE"), key=lambda each: each.place)
    return {each.key: each for each in found}


@lru_cache(maxsize=64)
def recorded(example: Example) -> History:
    """The history of an example: trained once."""
    return example.training.history()


def shown(view: View) -> tuple[History, str, str]:
    """The history of a view, whose it is, and a sentence on why a reader's own is not used."""
    rows = OWN.rows(view.values[OWN.name])
    if not rows:
        return recorded(view.subject), view.subject.name, ""
    try:
        return _own(rows), "Your history", ""
    except InvalidInput as refused:
        return recorded(view.subject), view.subject.name, f"Your own history is not used. {refused}"


@lru_cache(maxsize=64)
def _own(rows: tuple[tuple[float | None, ...], ...]) -> History:
    step, training, validation = np.array(rows, float).T
    rises = np.diff(training) if np.isfinite(training).all() else np.zeros(1)
    if (rises == rises[0]).all() and rises[0] > 0:
        raise InvalidInput(
            "Its training loss rises by the same from row to row, as steps do. Choose the column that holds the loss."
        )
    return History.of(step, training, validation)
