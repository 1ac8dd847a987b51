"""A page's state as a link: controls and their values on one side, a query string's fields on the other.

Reading is total: whatever a link holds, the result is a legal state and a list of sentences that say what
was not used. Writing leaves defaults out and is exact, so that a link draws the identical figure.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from lossviz.spec import Choice, Control, InvalidInput, Painting, Parameter, Several

# A figure of a parameter beyond these sizes would show nothing but rounding: everything drawn is between
# about 0.01 and 100. Zero, and an infinity that a domain admits, are exact and may pass.
SMALLEST, LARGEST = 1e-6, 1e6

# A hostile link must not make its reader wait or fill the page.
_LONGEST_VALUE = 2000
_LONGEST_QUOTE = 40


def read(query: Mapping[str, str], controls: Iterable[Control]) -> tuple[dict[str, Any], list[str]]:
    """The values that a query string asks for, and a sentence for each that could not be used.

    Parameters
    ----------
    query : mapping of str to str
        The fields of a link.
    controls : iterable of Parameter, Choice or Several
        What may be set. Fields of other names are not looked at.

    Returns
    -------
    values : dict
        A value for every control.
    complaints : list of str
        What was not used, what it may be and what stands in its place.
    """
    values, complaints = {}, []
    for control in controls:
        values[control.name] = control.check(control.default)
        if control.name not in query:
            continue
        text = query[control.name]
        try:
            values[control.name] = control.check(_parsed(text, control))
        except (InvalidInput, ValueError) as problem:
            far = isinstance(problem, _UndrawableError)
            allowed = f"of a size from {SMALLEST:g} to {LARGEST:g} to be drawn" if far else _allowed(control)
            complaints.append(
                f"{control.name} = {quoted(text)} was not used: it must be {allowed}. "
                f"{text_of(control.default) or 'Nothing'} is shown instead."
            )
    return values, complaints


def write(values: Mapping[str, Any], controls: Iterable[Control]) -> dict[str, str]:
    """The fields of the link to a state; defaults are left out."""
    return {
        control.name: text_of(values[control.name])
        for control in controls
        if text_of(values[control.name]) != text_of(control.check(control.default))
    }


def text_of(value: Any) -> str:
    """A value as it stands in a link: the shortest decimal that reads back as the same number."""
    if isinstance(value, str):
        return value
    if isinstance(value, float | int):
        return repr(float(value)).removesuffix(".0")
    return ",".join(text_of(item if isinstance(item, str) else float(item)) for item in value)


def quoted(text: str) -> str:
    """A stranger's text, cut short and stripped of everything but plain characters, in quotation marks."""
    plain = "".join(character if character.isalnum() or character in " .,+-_:=" else "·" for character in text)
    return f"“{plain[:_LONGEST_QUOTE]}{'…' if len(plain) > _LONGEST_QUOTE else ''}”"


class _UndrawableError(ValueError):
    """A legal number that no picture can show."""


def _parsed(text, control):
    if len(text) > _LONGEST_VALUE:
        raise ValueError("too long")
    if isinstance(control, Choice | Painting):
        return text
    items = [item.strip() for item in text.split(",")] if text.strip() else []
    if isinstance(control, Several):
        return tuple(items)
    numbers = [float(item) for item in items]
    for number in numbers:
        if not (SMALLEST <= abs(number) <= LARGEST or number == 0 or math.isinf(number)):
            raise _UndrawableError
    if control.components and len(numbers) == len(control.components) and len(set(numbers)) > 1:
        return numbers
    numbers = numbers[:1] if len(set(numbers)) == 1 and len(numbers) == len(control.components) else numbers
    (number,) = numbers
    return number


def _allowed(control):
    if isinstance(control, Parameter):
        count = len(control.components)
        vector = f", or {count} such numbers with commas between" if count else ""
        return f"{control.domain}{vector}"
    if isinstance(control, Painting):
        return f"{control.digits} hexadecimal digits, {control.side} by {control.side} pixels"
    options = ", ".join(option for option, _ in control.options)
    return f"one of {options}" if isinstance(control, Choice) else f"any of {options}, with commas between"
