"""A view: this figure, of this subject, in this state. It is read from an address and written to one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lossviz.vocabulary.controls import Control, Several, read, write
from lossviz.vocabulary.drawings import ROLES, Drawing
from lossviz.vocabulary.errors import hint, quoted
from lossviz.vocabulary.figures import Figure, Subject, controls_of
from lossviz.vocabulary.hosting import file, notebook
from lossviz.vocabulary.losses import BoundLoss, Loss
from lossviz.vocabulary.pages import Page

# The parts of a page, besides a figure's controls and traces, that a link can leave out.
PARTS = {
    "worked": "the worked numbers",
    "takeaway": "the sentence below the figure",
    "table": "the data as a table",
    "presets": "the states to start from",
    "formula": "the formula and its claims",
    "explanation": "when to use it, and its relatives",
    "code": "the code",
    "numbers": "what each library gives",
    "handles": "marks that set what is hidden",
    "readings": "the numbers that a page around the figure is told",
}
_MOST_COMPLAINTS = 4


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What is on screen: all that it takes to draw it anywhere.

    Parameters
    ----------
    figure : Figure
        The kind of figure.
    subject : Subject
        What it is of: a loss, registered or the reader's own.
    values : mapping
        Legal values of all its controls: floats, tuples of floats, strings, tuples of strings.
    rivals : tuple
        What the subject may be held against: handed in, never looked up.
    conceal : tuple of str
        Controls, parts of the page (`PARTS`) and traces (``role:<role>``) that the reader does not get.
    """

    figure: Figure
    subject: Subject
    values: Mapping[str, Any]
    rivals: tuple[Any, ...] = ()
    conceal: tuple[str, ...] = ()

    @classmethod
    def of(cls, figure: Figure, subject: Subject, rivals: tuple[Any, ...] = (), **values: Any) -> "View":
        """The view at these values, defaults elsewhere.

        Raises
        ------
        InvalidInput
            If a value is not allowed; the message says what it may be.
        TypeError
            If the figure has no such control.
        """
        controls = controls_of(figure, subject, rivals)
        unknown = values.keys() - {control.name for control in controls}
        if unknown:
            known = ", ".join(control.name for control in controls)
            close = hint(min(unknown), (control.name for control in controls))
            raise TypeError(
                f"The figure {figure.key} of {subject.key} has no {min(unknown)!r}. {close}It has: {known}."
            )
        legal = {each.name: each.legal(values[each.name]) if each.name in values else each.initial for each in controls}
        return cls(figure, subject, legal, rivals)

    @classmethod
    def read(cls, fields: Mapping[str, str], page: Page) -> tuple["View", list[str]]:
        """The view that the fields of an address ask for on a page, and sentences about what was not used.

        It is total: whatever the fields hold, the view is legal. It is the only decoder of addresses.
        """
        choice = page.subject_choice()
        first, complaints = read(fields, [choice])
        subject = page.subjects[first[choice.name]]
        now = {old: figure.key for figure in page.kinds(subject).values() for old in figure.formerly}
        wanted = {"figure": now.get(fields["figure"], fields["figure"])} if "figure" in fields else {}
        second, more = read(wanted, [page.figure_choice(subject)])
        figure = page.kinds(subject)[second["figure"]]
        rivals = page.catalogue.rivals(figure, subject)
        controls = controls_of(figure, subject, rivals)
        values, most = read(fields, controls)
        rest, others = read(fields, (hideable(controls), *page.catalogue.settings))
        view = cls(figure, subject, values, rivals, rest["hide"])
        return view, _few(complaints + more + most + others + list(_unknown(fields, page, subject)))

    @property
    def loss(self) -> Loss:
        """The subject, where it is a loss."""
        if not isinstance(self.subject, Loss):
            raise TypeError(f"The figure {self.figure.key} is of losses; {self.subject.key} is none.")
        return self.subject

    @property
    def bound(self) -> BoundLoss:
        """The loss at the parameters on screen."""
        return self.loss.at(self.values)

    @property
    def controls(self) -> tuple[Control, ...]:
        """All that the figure depends on."""
        return controls_of(self.figure, self.subject, self.rivals)

    @property
    def shown(self) -> tuple[Control, ...]:
        """The controls that matter in this state and that the reader gets."""
        names = self.figure.shown(self)
        return tuple(each for each in self.controls if each.name in names and each.name not in self.conceal)

    @property
    def state(self) -> tuple[Any, ...]:
        """What tells this view from every other: the key of caches."""
        return (self.figure, self.subject, self.rivals, tuple(self.values.items()), self.conceal)

    def fields(self) -> dict[str, str]:
        """The canonical address: loss, figure, what differs from the defaults, what is concealed."""
        hide = {"hide": ",".join(self.conceal)} if self.conceal else {}
        return {**self.head, **write(self.values, self.controls), **hide}

    @property
    def head(self) -> dict[str, str]:
        """The fields that say of what the view is, and which kind of figure."""
        return {self.figure.of: self.subject.key, "figure": self.figure.key}

    def moved(self, **values: Any) -> "View":
        """The view with other values, which must be legal."""
        return replace(self, values={**self.values, **values})

    def draw(self) -> Drawing:
        """The drawing, without what is concealed."""
        drawing = self.figure.draw(self)
        return drawing.without(self.conceal) if self.conceal else drawing

    def save(self, path: str | Path, live: Sequence[str] | None = None, stops: int | None = None) -> Path:
        """Writes the figure into one HTML file, which works by itself: from a disk, without a network.

        Parameters
        ----------
        path : str or Path
            The file, ``"huber.html"``; one that is there is written over.
        live : sequence of str, optional
            The names of at most three sliders, which move together in the file; all else is fixed. Where it is left
            out, the first that make no large file, the loss's own before others.
        stops : int, optional
            How many stops a slider may have at most.

        Returns
        -------
        Path
            The file. `estimate` tells its size before.

        Raises
        ------
        UnknownName
            If the figure has no such slider.
        InvalidInput
            If it would be too large; the message says what would fit.
        ImportError
            If the app's extra is not installed.

        Examples
        --------
        ``lossviz.view("huber", delta=2).save("huber.html", live=("delta", "at_residual"))``
        """
        return Path(file().save(self, path, live, stops))

    def estimate(self, live: Sequence[str] | None = None, stops: int | None = None) -> int:
        """About how many bytes `save` would write; arguments and errors as there."""
        return int(file().planned(self, live, stops).bytes)

    def __repr__(self) -> str:
        given = self.fields()
        return f"<lossviz view {', '.join(f'{name}={text}' for name, text in given.items())}>"

    def _repr_html_(self) -> str:
        return str(notebook().html(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook shows: the live figure, a small picture where HTML is not shown, and words."""
        try:
            return dict(notebook().representations(self))
        except ImportError as missing:
            return {"text/plain": f"{self!r}\n{self.draw().takeaway}\n{missing}"}


def hideable(controls: tuple[Control, ...]) -> Several:
    """What a link can leave out of a page with these controls."""
    names = [(control.name, control.spoken) for control in controls]
    roles = [(f"role:{role}", f"{meaning}, in the picture") for role, meaning in ROLES.items()]
    options = (*names, *PARTS.items(), *roles)
    return Several(name="hide", label="Hidden", options=options, default=(), meaning="what readers do not see")


def address(page: Page, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of a page's address, legal and without defaults.

    Settings of other kinds of figure are kept, but for those that share a name with one of this figure: of these the
    value has to be legal, and not the default, here.
    """
    view, _ = View.read(fields, page)
    result = write(view.head, [page.subject_choice(), page.figure_choice(view.subject)])
    own = {name for control in view.controls for name in (control.name, *control.formerly)}
    others = [control for control in page.all_controls(view.subject) if control.name not in own]
    for control in (*view.controls, *others, *page.catalogue.settings, hideable(view.controls)):
        result |= write(read(fields, [control])[0], [control])
    return result


def _unknown(fields: Mapping[str, str], page: Page, subject: Subject) -> Iterator[str]:
    known = {page.subject_choice().name, "figure", "hide"} | {control.name for control in page.catalogue.settings}
    for control in page.all_controls(subject):
        known |= {control.name, *control.formerly}
    for name in fields:
        if name not in known:
            yield f"{quoted(name)} was not used: the {subject.name} page has no such setting."


def _few(complaints: list[str]) -> list[str]:
    if len(complaints) <= _MOST_COMPLAINTS:
        return complaints
    return [*complaints[:_MOST_COMPLAINTS], f"{len(complaints) - _MOST_COMPLAINTS} more settings were not used."]
