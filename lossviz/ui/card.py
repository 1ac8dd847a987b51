"""What a page says of a loss: formula, claims, when to use it, code, relatives, references."""

from collections.abc import Iterator
from urllib.parse import urlencode

import numpy as np
import streamlit as st

from lossviz import elsewhere, state
from lossviz.figures.curve import probe_name
from lossviz.losses import LOSSES, family_of
from lossviz.relatives import relatives_of
from lossviz.relatives.statement import Relative, Setting
from lossviz.spec import Claim, Loss, Trait
from lossviz.ui.page_state import PageState


def card(page: PageState) -> None:
    """Everything the record knows of the loss, at the parameters on screen.

    Each column is one element: a page's speed is the number of its elements.
    """
    loss = page.loss
    parameters = {parameter.name: page.values[parameter.name] for parameter in loss.parameters}
    left, right = st.columns(2, gap="large")
    if "formula" not in page.hide:
        formulas = _formulas(loss.latex, loss.gradient_latex)
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
        _code(page, parameters)
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


def _code(page: PageState, parameters) -> None:
    """The loss in every library, at the parameters and the probe on screen."""
    loss = page.loss
    prediction, target = _events(page)
    st.subheader("The same in code, with the values on screen", anchor=False)
    tabs = st.tabs([*elsewhere.LIBRARIES, "lossviz"])
    for tab, library in zip(tabs, elsewhere.LIBRARIES, strict=False):
        mine = [equivalent for equivalent in loss.elsewhere if equivalent.library == library]
        with tab:
            if not mine:
                st.markdown(f"{library} has no such loss.")
            for equivalent in mine:
                text = elsewhere.snippet(loss, equivalent, parameters, prediction, target)
                if text is None:
                    st.markdown(f"{library} has this loss, but not at these parameters.")
                else:
                    st.code(text, language="python", wrap_lines=True)
                if equivalent.note:
                    st.markdown(equivalent.note)
    with tabs[-1]:
        st.code(elsewhere.native(loss, parameters, prediction, target), language="python", wrap_lines=True)


def _events(page: PageState) -> tuple[np.ndarray, np.ndarray]:
    """The probe's prediction with each label in turn, since some libraries want to see every label."""
    space = page.loss.space
    key = page.values.get("line", space.lines[0].key)
    line = next(line for line in space.lines if line.key == key)
    at = np.array([page.values.get(probe_name(line), line.probe[0])])
    placed = [line.place(at, label) for label in space.labels]
    return np.concatenate([part for part, _ in placed]), np.concatenate([part for _, part in placed])


def _relative(relative: Relative) -> str:
    """The statement, with a link that overlays the two losses."""
    one, other = relative.one, relative.other
    same_page = family_of(one.key) is family_of(other.key)
    links = [_link(one, other if same_page else None, "see it" if same_page else LOSSES[one.key].name)]
    if not same_page:
        links.append(_link(other, None, LOSSES[other.key].name))
    return f"{relative.statement} ({', '.join(links)})"


def _link(setting: Setting, against: Setting | None, text: str) -> str:
    loss = LOSSES[setting.key]
    fields = {"loss": loss.key, **state.write(loss.bind(setting.parameters), loss.parameters)}
    if against is not None:
        fields["against"] = against.key
    return f"[{text}]({family_of(loss.key).key}?{urlencode(fields)})"
