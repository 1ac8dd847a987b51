"""How a term is written down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """A word of the field, explained in a sentence.

    Parameters
    ----------
    key, name : str
        Its name in links; and as a heading.
    says : str
        What it means: one sentence, Markdown.
    forms : tuple of str
        How it stands in texts, singular and plural; a form with a capital letter is met only as it is written. None
        where the word is too common, or means too many things, to be explained wherever it stands.
    see : str
        Where to see it: an address relative to the app's pages, or nothing.
    related : tuple of str
        The keys of the terms beside which it is understood.
    """

    key: str
    name: str
    says: str
    forms: tuple[str, ...] = ()
    see: str = ""
    related: tuple[str, ...] = ()
