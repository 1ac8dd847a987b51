"""How a guide is written down: a page of words and questions around figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lossviz.lessons.exhibit import Exhibit

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What a guide shows at an address.

    Parameters
    ----------
    template : str
        What it is written with: a template of `lossviz.hosts`.
    title : str
        Its title, and that of its tab.
    about : str
        What it is about, in a sentence.
    words : mapping
        What the template asks for besides.
    browser : mapping
        What the browser's modules are told, ready for JSON.
    exhibit : Exhibit or None
        The figure that is seen first, if there is one at once.
    notices : tuple of str
        What of the address was not used.
    styles : tuple of str
        The names of style sheets that it needs besides those of all guides.
    found : bool
        Whether there is what the address asks for.
    """

    template: str
    title: str
    about: str
    words: Mapping[str, Any] = field(default_factory=dict)
    browser: Mapping[str, Any] = field(default_factory=dict)
    exhibit: Exhibit | None = None
    notices: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    found: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guide:
    """A page of words and questions around figures.

    Parameters
    ----------
    key, name : str
        Its address, and its name in lists of pages.
    about : str
        What it is for, in a sentence.
    place : int
        Its place in lists, smaller first.
    tells : callable
        ``tells(fields)`` is what it shows at the fields of an address; it is total.
    answers : mapping of str to callable
        What the browser asks for while it is shown: ``answers["reveal"](fields)``, below the guide's address. Each
        gives something ready for JSON, or raises what is refused in a sentence.
    posted : tuple of str
        The answers that are asked for in the body of a request and are kept by nobody: what carries a reader's name
        must not stand in an address, which servers write down.
    door : bool
        Whether it stands in the list of all pages; else the page of lessons leads to it.
    listed : bool
        Whether lists lead to it at all.
    """

    key: str
    name: str
    about: str
    place: int
    tells: Callable[[Fields], Told]
    answers: Mapping[str, Callable[[Fields], Mapping[str, Any]]] = field(default_factory=dict)
    posted: tuple[str, ...] = ()
    door: bool = False
    listed: bool = True
