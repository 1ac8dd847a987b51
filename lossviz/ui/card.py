"""What a page says of a loss: formula, claims, when to use it, code, relatives, references."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import streamlit as st

from lossviz.losses import family_of
from lossviz.relatives import relatives_of
from lossviz.relatives.statement import Relative
from lossviz.spec import Claim, Loss, Trait
from lossviz.ui import libraries
from lossviz.ui.page_state import PageState


def card(page: PageState, changed: Callable[[dict[str, str]], None]) -> None:
    """Everything the record knows of the loss, at the parameters on screen.

    Each column is one element: a page's speed is the number of its elements.

    Parameters
    ----------
    page : PageState
        What the page shows.
    changed : callable
        ``changed(fields)`` is called with the fields of the address that a reader changes in the card.
    """
    loss = page.loss
    parameters = {parameter.name: page.values[parameter.name] for parameter in loss.parameters}
    left, right = st.columns(2, gap="large")
    if "formula" not in page.hide:
        formulas = _formulas(loss.latex, loss.gradient_latex)
        if loss.surrogate:
            formulas += f"\n\n**What the gradient leaves out.** {loss.surrogate.text}"
        left.markdown(_sections({"Formula": formulas, "What it claims": "\n".join(_claims(loss, parameters))}))
    if "explanation" not in page.hide:
        balance = [*(f"**+** {pro}" for pro in loss.pros), *(f"**−** {con}" for con in loss.cons)]
        right.markdown(
            _sections(
                {
                    "When to use it": _bullets(loss.use_when),
                    "When not": _bullets(loss.avoid_when),
                    "What it gives and what it costs": _bullets(balance),
                }
            )
        )
    if "code" not in page.hide:
        libraries.code(page, parameters)
    if "numbers" not in page.hide:
        libraries.names(page, parameters, changed)
    if "explanation" not in page.hide:
        relatives = _bullets(_relative(relative) for relative in relatives_of(loss.key)) or "None known here."
        references = _bullets(f"{each.authors} ({each.year}). [{each.title}]({each.url})." for each in loss.references)
        left, right = st.columns(2, gap="large")
        left.markdown(_sections({"Relatives": relatives}))
        right.markdown(_sections({"References": references}))


def _sections(sections) -> str:
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in sections.items())


def _formulas(*latex: str) -> str:
    """Formulas, each definition on a line of its own, so that they fit a narrow screen."""
    lines = [line for formula in latex for line in formula.split(r", \quad ")]
    return "\n".join(f"$$\n{line}\n$$" for line in lines)


def _bullets(sentences) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _claims(loss: Loss, parameters) -> Iterator[str]:
    conditions = {claim.trait: claim.condition for claim in loss.traits if isinstance(claim, Claim)}
    silent = []
    for trait in Trait:
        while_true = f" Holds while {conditions[trait]}." if trait in conditions else ""
        if loss.has(trait, **parameters):
            yield f"- :blue-badge[{trait.label}] {trait.claim}{while_true}"
        elif trait in conditions:
            yield f"- :gray-badge[not now: {trait.label}] {trait.claim}{while_true}"
        elif trait.applies_to(loss.space):
            silent.append(trait.label)
    if loss.minimiser:
        estimate = loss.minimiser.text
        yield f"- :blue-badge[estimates {estimate}] The constant of smallest mean loss is {estimate} of the targets."
    if silent:
        yield f"- :gray-badge[not claimed] {', '.join(silent)}."


def _relative(relative: Relative) -> str:
    """The statement, with a link to the figure that overlays the two losses."""
    fields = {"loss": relative.one.key, "figure": "relatives", "relative": relative.key}
    return f"{relative.statement} ([see it]({family_of(relative.one.key).key}?{urlencode(fields)}))"
