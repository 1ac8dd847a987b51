"""All that there is to look at, and the pages that views are read from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from lossviz.vocabulary.controls import Choice, Control
from lossviz.vocabulary.errors import UnknownName
from lossviz.vocabulary.figures import Figure, Subject, controls_of
from lossviz.vocabulary.labs import Lab
from lossviz.vocabulary.losses import Family, Loss
from lossviz.vocabulary.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """Losses by family, the kinds of figure, labs, and what is known between losses.

    Parameters
    ----------
    families : mapping of str to Family
        The families with their losses.
    figures : mapping of str to Figure
        The kinds of figure that are offered beside losses.
    labs : mapping of str to Lab
        The pages with figures of their own.
    relatives : tuple of Relative
        The limits and equalities between losses.
    settings : tuple of Choice
        What pages let a reader set besides figures: how their cards count.
    """

    families: Mapping[str, Family]
    figures: Mapping[str, Figure]
    labs: Mapping[str, Lab] = field(default_factory=dict)
    relatives: tuple[Any, ...] = ()
    settings: tuple[Choice, ...] = ()

    @property
    def losses(self) -> Registry:
        """All losses by key."""
        return Registry("loss", {key: loss for family in self.families.values() for key, loss in family.losses.items()})

    def family_of(self, loss: Loss) -> Family:
        """The family that holds the loss."""
        for family in self.families.values():
            if family.losses.get(loss.key) is loss:
                return family
        raise UnknownName(f"No family of this catalogue holds the loss {loss.key!r}; `including` gives one that does.")

    def relatives_of(self, loss: Loss) -> tuple[Any, ...]:
        """The relatives that name the loss on either side; it stands in them itself, not only its name."""
        mine = (each for each in self.relatives if loss.key in (each.one.loss.key, each.other.loss.key))
        return tuple(each.of(loss) for each in mine)

    def rivals(self, figure: Figure, subject: Subject) -> tuple[Any, ...]:
        """What the figure holds the subject against."""
        return _rivals(self, figure, subject)

    def kinds(self, loss: Loss) -> Mapping[str, Figure]:
        """The kinds of figure that are offered beside a loss; the first is the one shown."""
        return _kinds(self, loss)

    def including(self, family: str, loss: Loss) -> "Catalogue":
        """A catalogue in which the family also holds this loss, in the place of one of the same key."""
        own = self.families[family]
        members = sorted({**own.losses, loss.key: loss}.values(), key=lambda each: (each.place, each.name))
        changed = own.with_losses({each.key: each for each in members})
        return replace(self, families=Registry("family", {**self.families, family: changed}))

    def pages(self) -> Mapping[str, "Page"]:
        """A page for each family, and one for each lab."""
        return _pages(self)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """Where views are read from: the subjects that it offers, and what it opens on.

    Parameters
    ----------
    key, name : str
        Its address and its title.
    question : str
        What it is for.
    subjects : mapping of str to Subject
        What can be chosen: losses, on most pages.
    start : str
        The key of the subject that it opens on.
    catalogue : Catalogue
        All that there is.
    lab : Lab or None
        The lab that it is of; without one it is a family's.
    """

    key: str
    name: str
    question: str
    subjects: Mapping[str, Any]
    start: str
    catalogue: Catalogue
    lab: Lab | None = None

    def kinds(self, subject: Any) -> Mapping[str, Figure]:
        """The kinds of figure that it offers for a subject."""
        return _kinds_in(self.lab, self.catalogue, subject) if self.lab else self.catalogue.kinds(subject)

    def subject_choice(self) -> Choice:
        """The choice of a subject, under the name that it has in addresses."""
        of, noun = (self.lab.of, self.lab.noun) if self.lab else ("loss", "Loss")
        options = tuple((each.key, each.name) for each in self.subjects.values())
        return Choice(name=of, label=noun, options=options, default=self.start, meaning=f"the {noun.lower()} in focus")

    def figure_choice(self, subject: Any) -> Choice:
        """The choice of a kind of figure."""
        kinds = self.kinds(subject)
        options = tuple((kind.key, kind.name) for kind in kinds.values())
        return Choice(
            name="figure", label="Figure", options=options, default=next(iter(kinds)), meaning="what is drawn"
        )

    def all_controls(self, subject: Any) -> Iterator[Control]:
        """The controls of all its kinds of figure; some share a name."""
        for kind in self.kinds(subject).values():
            yield from controls_of(kind, subject, self.catalogue.rivals(kind, subject))


@lru_cache(maxsize=2048)
def _rivals(catalogue: Catalogue, figure: Figure, subject: Subject) -> tuple[Any, ...]:
    return figure.rivals(subject, catalogue)


@lru_cache(maxsize=256)
def _kinds(catalogue: Catalogue, loss: Loss) -> Registry:
    fitting = [figure for figure in catalogue.figures.values() if figure.fits(loss, catalogue.rivals(figure, loss))]
    first = loss.opening.figure or loss.space.figure
    fitting.sort(key=lambda figure: figure.key != first)
    return Registry("figure", {figure.key: figure for figure in fitting})


@lru_cache(maxsize=256)
def _kinds_in(lab: Lab, catalogue: Catalogue, subject: Any) -> Registry:
    fitting = {key: each for key, each in lab.figures.items() if each.fits(subject, catalogue.rivals(each, subject))}
    return Registry("figure", fitting)


@lru_cache(maxsize=16)
def _pages(catalogue: Catalogue) -> Registry:
    pages = {
        family.key: Page(
            key=family.key,
            name=family.name,
            question=family.question,
            subjects=family.losses,
            start=family.start,
            catalogue=catalogue,
        )
        for family in catalogue.families.values()
    }
    for lab in catalogue.labs.values():
        pages[lab.key] = Page(
            key=lab.key,
            name=lab.name,
            question=lab.question,
            subjects=Registry(lab.noun.lower(), lab.subjects(lab, catalogue)),
            start=lab.start,
            catalogue=catalogue,
            lab=lab,
        )
    return Registry("page", pages)
