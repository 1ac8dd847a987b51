"""All that there is to look at, and the pages that views are read from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lossviz.vocabulary.controls import Choice, Control
from lossviz.vocabulary.errors import UnknownName
from lossviz.vocabulary.figures import Figure, controls_of
from lossviz.vocabulary.losses import Family, Loss
from lossviz.vocabulary.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """Losses by family, the kinds of figure, and what is known between losses.

    Parameters
    ----------
    families : mapping of str to Family
        The families with their losses.
    figures : mapping of str to Figure
        The kinds of figure.
    relatives : tuple of Relative
        The limits and equalities between losses.
    settings : tuple of Choice
        What pages let a reader set besides figures: how their cards count.
    """

    families: Mapping[str, Family]
    figures: Mapping[str, Figure]
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

    def rivals(self, figure: Figure, loss: Loss) -> tuple[Any, ...]:
        """What the figure holds the loss against."""
        return _rivals(self, figure, loss)

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
        """A page for each family, and one for each figure that has its own."""
        return _pages(self)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """Where views are read from: the losses that it offers, and what it opens on.

    Parameters
    ----------
    key, name : str
        Its address and its title.
    question : str
        What it is for.
    losses : mapping of str to Loss
        What can be chosen.
    start : str
        The key of the loss that it opens on.
    catalogue : Catalogue
        All that there is.
    figure : Figure or None
        The only kind of figure, on a page of its own.
    """

    key: str
    name: str
    question: str
    losses: Mapping[str, Loss]
    start: str
    catalogue: Catalogue
    figure: Figure | None = None

    def kinds(self, loss: Loss) -> Mapping[str, Figure]:
        """The kinds of figure that it offers for a loss."""
        return {self.figure.key: self.figure} if self.figure else self.catalogue.kinds(loss)

    def loss_choice(self) -> Choice:
        """The choice of a loss."""
        options = tuple((loss.key, loss.name) for loss in self.losses.values())
        return Choice(name="loss", label="Loss", options=options, default=self.start, meaning="the loss in focus")

    def figure_choice(self, loss: Loss) -> Choice:
        """The choice of a kind of figure."""
        kinds = self.kinds(loss)
        options = tuple((kind.key, kind.name) for kind in kinds.values())
        return Choice(
            name="figure", label="Figure", options=options, default=next(iter(kinds)), meaning="what is drawn"
        )

    def all_controls(self, loss: Loss) -> Iterator[Control]:
        """The controls of all its kinds of figure; some share a name."""
        for kind in self.kinds(loss).values():
            yield from controls_of(kind, loss, self.catalogue.rivals(kind, loss))


@lru_cache(maxsize=2048)
def _rivals(catalogue: Catalogue, figure: Figure, loss: Loss) -> tuple[Any, ...]:
    return figure.rivals(loss, catalogue)


@lru_cache(maxsize=256)
def _kinds(catalogue: Catalogue, loss: Loss) -> Registry:
    offered = [figure for figure in catalogue.figures.values() if not figure.lab]
    fitting = [figure for figure in offered if figure.fits(loss, catalogue.rivals(figure, loss))]
    first = loss.opening.figure or loss.space.figure
    fitting.sort(key=lambda figure: figure.key != first)
    return Registry("figure", {figure.key: figure for figure in fitting})


@lru_cache(maxsize=16)
def _pages(catalogue: Catalogue) -> Registry:
    pages = {
        family.key: Page(
            key=family.key,
            name=family.name,
            question=family.question,
            losses=family.losses,
            start=family.start,
            catalogue=catalogue,
        )
        for family in catalogue.families.values()
    }
    for figure in catalogue.figures.values():
        if figure.lab:
            losses = {
                key: loss for key, loss in catalogue.losses.items() if figure.fits(loss, catalogue.rivals(figure, loss))
            }
            pages[figure.key] = Page(
                key=figure.key,
                name=figure.name,
                question=figure.meaning,
                losses=Registry("loss", losses),
                start=figure.lab,
                catalogue=catalogue,
                figure=figure,
            )
    return Registry("page", pages)
