"""The choice of the true label, by one name in every figure, so that it is kept when the figure is switched."""

from lossviz.vocabulary import Choice, Label, View

ALL = "all"


def label_choice(
    labels: tuple[Label, ...],
    name: str,
    meaning: str = "what the prediction is compared with",
    more: tuple[tuple[str, str], ...] = (),
) -> tuple[Choice, ...]:
    """The choice of a label, if there is one to make.

    Parameters
    ----------
    labels : tuple of Label
        The labels.
    name, meaning : str
        What the page writes beside it, and what it changes.
    more : tuple of (value, label)
        Further options.
    """
    if len(labels) == 1:
        return ()
    options = (*((label.key, label.name) for label in labels), *more)
    choice = Choice(
        name="label",
        label=name,
        options=options,
        default=labels[0].key,
        meaning=meaning,
        formerly=("truth", "example"),
    )
    return (choice,)


def label_of(view: View, labels: tuple[Label, ...] = ()) -> Label:
    """The label that was chosen, or the first."""
    labels = labels or view.loss.space.labels
    return next((label for label in labels if label.key == view.values.get("label")), labels[0])
