"""Claims: something to be judged, and what is shown once it has been. The page that guides of claims share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lossviz.content import exhibits
from lossviz.content.guides.record import Fields, Told
from lossviz.lessons.exhibit import Exhibit, Numbers
from lossviz.lessons.record import OneOf, no_guess
from lossviz.vocabulary import InvalidInput, Registry
from lossviz.vocabulary.errors import hint, quoted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claim:
    """Something to be judged.

    Parameters
    ----------
    key : str
        Its name in links.
    says : str
        What is to be judged, as HTML.
    plain : str
        The same without marks.
    guess : OneOf
        How it is judged.
    numbers : callable
        The numbers that the answer hangs on.
    shown : callable
        What is shown with the answer, ready for JSON: ``says`` and ``more`` as HTML.
    exhibit : Exhibit or None
        The figure that comes with the answer.
    label, program : str
        What else stands in the claim.
    """

    key: str
    says: str
    plain: str
    guess: OneOf
    numbers: Callable[[], Numbers]
    shown: Callable[[], Mapping[str, Any]]
    exhibit: Exhibit | None = None
    label: str = ""
    program: str = ""


Claims = Mapping[str, Claim]


def tells(
    claims: Claims,
    fields: Fields,
    title: str,
    about: str,
    corrections: Sequence[tuple[str, str, Sequence[str]]] = (),
    foot: str = "",
) -> Told:
    """All claims of a guide, or the one that is asked for first, and its answer with a guess."""
    key, text = fields.get("claim", ""), fields.get("guess", "")
    chosen = claims.get(key)
    notices = [f"There is no claim {quoted(key)} here, or no longer. {hint(key, claims)}"] if key and not chosen else []
    given = chosen.guess.read(text) if chosen and text else None
    if text and chosen and given is None:
        notices.append(no_guess(text, chosen.guess))
    replied = answer(chosen, given) if chosen and given else None
    others = [each for each in claims.values() if each is not chosen]
    return Told(
        template="claims.html",
        title=chosen.plain if chosen else title,
        about=about,
        words={
            "heading": title,
            "about": about,
            "answered": replied,
            "chosen": chosen,
            "claims": [chosen, *others] if chosen else others,
            "corrections": corrections,
            "foot": foot,
        },
        browser={
            "claims": {each.key: exhibits.asked(each.guess) for each in claims.values()},
            "open": chosen.key if chosen else "",
            "guess": given or "",
            "answered": replied,
        },
        exhibit=chosen.exhibit if chosen and given else None,
        notices=tuple(notices),
        styles=("claims",),
        found=bool(chosen) or not key,
    )


def verdict(claims: Claims, fields: Fields) -> Mapping[str, Any]:
    """The answer to a guess.

    Raises
    ------
    UnknownName, InvalidInput
        If there is no such claim, or if the guess is none.
    """
    claim, text = claims[fields.get("claim", "")], fields.get("guess", "")
    given = claim.guess.read(text)
    if given is None:
        raise InvalidInput(no_guess(text, claim.guess))
    return answer(claim, given)


def answer(claim: Claim, given: str) -> Mapping[str, Any]:
    """What is said of a guess, and what settles it."""
    return {
        **exhibits.judged(claim.guess, given, claim.numbers()),
        "exhibit": claim.exhibit and exhibits.told(claim.exhibit),
        **claim.shown(),
    }


def registry(found: Sequence[Claim]) -> Claims:
    """Claims by their keys, in order."""
    return Registry("claim", {each.key: each for each in found})
