"""What a page says of a loss: formula, claims, when to use it, relatives, references."""

from collections.abc import Iterator

from lossviz.catalogue import CATALOGUE
from lossviz.content.sections import Badge, Section, bullets, link
from lossviz.relatives.statement import Relative
from lossviz.vocabulary import BoundLoss, Claim, Trait


def formula(bound: BoundLoss) -> list[Section]:
    """The formulas, and what the loss claims at these parameters."""
    loss = bound.loss
    # Each definition on a line of its own, so that it fits a narrow screen.
    lines = [line for latex in (loss.latex, loss.gradient_latex) for line in latex.split(r", \quad ")]
    written = ["\n".join(f"$$\n{line}\n$$" for line in lines)]
    if loss.surrogate:
        written.append(f"**What the gradient leaves out.** {loss.surrogate.text}")
    return [Section("Formula", written), Section("What it claims", list(_claims(bound)))]


def advice(bound: BoundLoss) -> list[Section]:
    """When to use the loss, when not, what it gives and what it costs."""
    loss = bound.loss
    balance = [*(f"**+** {pro}" for pro in loss.pros), *(f"**−** {con}" for con in loss.cons)]
    return [
        Section("When to use it", [bullets(loss.use_when)]),
        Section("When not", [bullets(loss.avoid_when)]),
        Section("What it gives and what it costs", [bullets(balance)]),
    ]


def relatives(bound: BoundLoss) -> Section:
    """What the loss equals or approaches, each with a link to the figure that overlays the two."""
    known = CATALOGUE.relatives_of(bound.loss)
    return Section("Relatives", [bullets(map(_relative, known)) or "None known here."])


def references(bound: BoundLoss) -> Section:
    """Where the loss comes from."""
    found = (
        f"{each.authors} ({each.year}). [{each.title}]({each.url}). {each.gives}" for each in bound.loss.references
    )
    return Section("References", [bullets(found)])


def _claims(bound: BoundLoss) -> Iterator[Badge]:
    loss = bound.loss
    claims = {claim.trait: claim for claim in loss.traits if isinstance(claim, Claim)}
    silent = []
    for trait in Trait:
        label, said = loss.space.wording(trait)
        if trait in claims:
            said += _terms(claims[trait])
        if loss.has(trait, **bound.parameters):
            yield Badge(label, said)
        elif trait in claims:
            yield Badge(f"not now: {label}", said, "grey")
        elif loss.space.can_claim(trait):
            silent.append(label)
    if loss.minimiser:
        estimate = loss.minimiser.text
        yield Badge(f"estimates {estimate}", f"The constant of smallest mean loss is {estimate} of the targets.")
    if silent:
        yield Badge("not claimed", f"{', '.join(silent)}.", "grey")


def _terms(claim: Claim) -> str:
    while_true = f" Holds while {claim.condition}." if claim.condition else ""
    return f"{while_true} {claim.proviso}".rstrip()


def _relative(relative: Relative) -> str:
    loss = relative.one.loss
    fields = {"loss": loss.key, "figure": "relatives", "relative": relative.key}
    return f"{relative.statement} ({link('see it', CATALOGUE.family_of(loss).key, **fields)})"
