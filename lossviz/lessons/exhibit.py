"""An exhibit: a view that a lesson opens, with what its reader may move; and sentences made of its readings."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl

from lossviz.catalogue import PAGES
from lossviz.vocabulary import InvalidInput, View
from lossviz.vocabulary.views import hideable

Numbers = Mapping[str, float]
# Gives the readings of an exhibit with some fields changed: ``read(START, outliers="5")["lowest_slope"]``.
Read = Callable[..., Numbers]

_WORDS = ("table", "formula", "handles", "presets")  # a lesson has words of its own
_STILL = (*_WORDS, "takeaway", "worked", "readings")


@dataclass(frozen=True, slots=True, eq=False)
class Exhibit:
    """A view, and what of it a reader gets.

    Parameters
    ----------
    page : str
        The key of the page that the view is read from.
    fields : mapping of str to str
        The view, as in an address.
    free : tuple of str
        The controls that the reader gets; all others are held. Marks that set other controls cannot be dragged.
    losses : tuple of str
        The keys of the losses that can be chosen here; none but the view's own where it is empty.
    conceal : tuple of str
        What else is left out: parts of the page and ``role:<role>``.
    """

    page: str
    fields: Mapping[str, str]
    free: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    conceal: tuple[str, ...] = ()

    def moved(self, **changes: str) -> "Exhibit":
        """The exhibit in another state."""
        return replace(self, fields={**self.fields, **changes})

    def still(self) -> "Exhibit":
        """The exhibit as a picture: nothing can be moved, and no number stands beside it."""
        return replace(self, free=(), losses=(), conceal=tuple(dict.fromkeys((*self.conceal, *_STILL))))

    def without(self, names: Collection[str]) -> "Exhibit":
        """The exhibit without these controls, parts of the page and traces, as far as it has them."""
        known = self.hideable if names else {}
        left_out = tuple(name for name in names if name in known)
        free = tuple(name for name in self.free if name not in left_out)
        return replace(self, free=free, conceal=tuple(dict.fromkeys((*self.conceal, *left_out))))

    @property
    def hideable(self) -> Mapping[str, str]:
        """What a link can leave out of it: names, and what readers call it."""
        return dict(hideable(self._whole().controls).options)

    def view(self) -> View:
        """The view with all that the reader does not get concealed.

        Raises
        ------
        InvalidInput
            If the page does not know a field or does not allow its value.
        """
        whole = self._whole()
        held = [each.name for each in whole.controls if each.name not in self.free]
        return replace(whole, conceal=tuple(dict.fromkeys((*held, *_WORDS, *self.conceal))))

    def _whole(self) -> View:
        whole, complaints = View.read(self.fields, PAGES[self.page])
        if complaints:
            raise InvalidInput(f"The exhibit {self.page}?{dict(self.fields)} is not legal: {' '.join(complaints)}")
        return whole

    def within(self, fields: Mapping[str, str]) -> "Exhibit":
        """The exhibit with those of the fields that its reader may set, as far as they are legal."""
        loss = fields.get("loss", "")
        mine = {name: text for name, text in fields.items() if name in self.free}
        here = self.moved(loss=loss) if loss in self.losses else self
        for name, text in mine.items():
            there = here.moved(**{name: text})
            if not View.read(there.fields, PAGES[self.page])[1]:
                here = there
        return here

    def read(self, **changes: str) -> Numbers:
        """The readings of the view with some fields changed."""
        return _readings(self.page, tuple({**self.fields, **changes}.items()))


def exhibit(address: str, *free: str, losses: tuple[str, ...] = (), conceal: tuple[str, ...] = ()) -> Exhibit:
    """The exhibit of an address relative to the app's pages: ``exhibit("regression?loss=huber", "delta")``."""
    page, _, query = address.partition("?")
    return Exhibit(page, dict(parse_qsl(query, keep_blank_values=True)), free, losses, conceal)


@lru_cache(maxsize=4096)
def _readings(page: str, fields: tuple[tuple[str, str], ...]) -> Numbers:
    drawing = Exhibit(page, dict(fields))._whole().draw()
    return {name: each.value for name, each in drawing.readings.items()}


def plainly(of: Exhibit, **changes: str) -> Numbers:
    """The readings of an exhibit as it is: what a `Read` does if nothing else is asked for."""
    return of.read(**changes)
