"""What pages say, before any host shows it: all that the records know, and links that lead where they say."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from lossviz import CATALOGUE, FAMILIES, LOSSES, View
from lossviz.content import card, entries, gallery, libraries, relatives_map, traps
from lossviz.content.sections import Badge, Program
from lossviz.content.things import THINGS
from lossviz.libraries import reductions
from lossviz.libraries.snippets import LIBRARIES
from lossviz.traps import GROUPS, TRAPS, numbers, traps_of
from lossviz.vocabulary import Claim, Trait
from tests.cases import every_case, every_loss
from tests.pictures import view_of

ROOT = Path(__file__).parents[1]
PAGES = CATALOGUE.pages()
UNREDUCED = {"factor": "defined", "reduction": "none"}


def events(loss):
    return next(iter(view_of(loss, kind).draw().events for kind in CATALOGUE.kinds(loss).values()))


def sections(loss):
    """All sections of a loss's page at its defaults."""
    bound, shown = loss.at({}), events(loss)
    told = [*card.formula(bound), *card.advice(bound), card.relatives(bound), card.references(bound)]
    return {
        each.title: each.body
        for each in (*told, libraries.code(bound, shown), libraries.numbers(bound, shown, UNREDUCED))
    }


def words(parts):
    """Everything that parts of sections say."""
    for part in parts:
        if isinstance(part, Badge):
            yield from (part.word, part.sentence)
        else:
            yield (part.code or "") + part.note if isinstance(part, Program) else part


@every_loss
def test_a_card_says_what_the_record_knows(loss):
    found = sections(loss)
    displayed = re.findall(r"\$\$\n(.*?)\n\$\$", "\n".join(words(found["Formula"])))
    assert displayed == f"{loss.latex}, \\quad {loss.gradient_latex}".split(", \\quad ")
    assert (loss.surrogate is None) == ("leaves out" not in "".join(found["Formula"]))
    assert found["When to use it"][0].splitlines() == [f"- {sentence}" for sentence in loss.use_when]
    assert found["When not"][0].splitlines() == [f"- {sentence}" for sentence in loss.avoid_when]
    balance = found["What it gives and what it costs"][0].splitlines()
    assert [line.partition("** ")[2] for line in balance] == [*loss.pros, *loss.cons]
    assert [line[:5] for line in balance] == ["- **+"] * len(loss.pros) + ["- **−"] * len(loss.cons)
    for line, reference in zip(found["References"][0].splitlines(), loss.references, strict=True):
        assert (
            line == f"- {reference.authors} ({reference.year}). [{reference.title}]({reference.url}). {reference.gives}"
        )
    related = found["Relatives"][0].splitlines()
    stated = [f"- {relative.statement}" for relative in CATALOGUE.relatives_of(loss)]
    assert [line.partition(" ([see it]")[0] for line in related] == (stated or ["None known here."])


@every_case
def test_a_claim_is_made_withdrawn_or_left_out_as_the_parameters_say(case):
    (told,) = (each.body for each in card.formula(case.loss.at(case.parameters)) if each.title == "What it claims")
    badges = {badge.word: badge for badge in told}
    assert len(badges) == len(told)
    silent = badges["not claimed"].sentence.removesuffix(".").split(", ") if "not claimed" in badges else []
    claims = {claim.trait: claim for claim in case.loss.traits if isinstance(claim, Claim)}
    for trait in Trait:
        label, said = case.space.wording(trait)
        now, withdrawn = badges.get(label), badges.get(f"not now: {label}")
        assert (now is not None) == case.has(trait)
        assert (withdrawn is not None) == (trait in claims and not case.has(trait))
        never = not case.has(trait) and trait not in claims
        assert (label in silent) == (never and case.space.can_claim(trait))
        for badge, tone in ((now, "blue"), (withdrawn, "grey")):
            if badge:
                assert badge.tone == tone
                assert badge.sentence.startswith(said)
                assert ("Holds while" in badge.sentence) == (trait in claims and bool(claims[trait].condition))
                for terms in (claims[trait].condition, claims[trait].proviso) if trait in claims else ():
                    assert terms in badge.sentence
    assert any("smallest mean loss" in badge.sentence for badge in told) == (case.loss.minimiser is not None)


@every_loss
def test_there_is_a_program_for_every_library_that_has_the_loss_and_the_others_are_named(loss):
    body = sections(loss)["The same in code, with the values on screen"]
    programs = [part for part in body if isinstance(part, Program)]
    having = {equivalent.library: equivalent for equivalent in loss.equivalents}
    assert [program.library for program in programs] == [*(each for each in LIBRARIES if each in having), "lossviz"]
    assert all(program.note == having[program.library].note for program in programs[:-1])
    said = "\n".join(part for part in body if isinstance(part, str))
    assert all((library in said) == (library not in having) for library in LIBRARIES)


@every_loss
def test_a_row_for_each_default_prints_what_the_core_says_that_the_library_prints(loss):
    prediction, target = events(loss)
    said = "\n".join(sections(loss)["Same name, different number"])
    rows = [line.split(" | ") for line in said.splitlines() if line.startswith("| **")]
    offers = {each.library: each.default for each in loss.equivalents if each.default}
    assert [row[0] for row in rows] == [f"| **{library}**" for library in LIBRARIES if library in offers]
    for row in rows:
        default = offers[row[0].strip("| *")]
        number = reductions.number(loss, default, loss.bind({}), prediction, target)
        assert row[1].split(", ")[:12] == [f"{each:.4g}".replace("-", "−") for each in np.ravel(number)[:12]]
        assert row[2] == reductions.REDUCTIONS[default.reduction]
    assert [key for _, key in re.findall(r"\[([^]]+)\]\(traps#(\w+)\)", said)] == [
        trap.key for trap in traps_of(loss.key)
    ]


@pytest.mark.parametrize("reduction", reductions.REDUCTIONS)
@pytest.mark.parametrize("factor", reductions.FACTORS)
def test_the_number_under_a_convention_is_that_of_the_convention(factor, reduction):
    loss, (prediction, target) = LOSSES["log_cosh"], (np.array([2.0, -1.0]), np.zeros(2))
    chosen = {"factor": factor, "reduction": reduction}
    told = "".join(libraries.numbers(loss.at({}), (prediction, target), chosen).body)
    costs = loss(prediction, target) * (np.array([1.0, 2.0]) if reduction == "weights" else 1.0)
    by_hand = {"none": costs, "sum": costs.sum(), "weights": costs.sum() / 3}.get(reduction, costs.mean())
    shown = ", ".join(f"{number:.4g}" for number in np.ravel(reductions.FACTORS[factor] * by_hand))
    assert f"$ = **{shown}**." in told
    assert f"$\\displaystyle {reductions.formula(factor, reduction)}$" in told


def test_of_nothing_there_is_neither_code_nor_number():
    loss = LOSSES["pairwise_logistic"]
    nothing = view_of(loss, CATALOGUE.kinds(loss)["ranking"], relevance=1.0).draw().events
    assert not nothing[0].size
    for section in (libraries.code(loss.at({}), nothing), libraries.numbers(loss.at({}), nothing, UNREDUCED)):
        assert not any(isinstance(part, Program) for part in section.body)
        assert section.body[-1] == "The picture shows no event that the loss could be computed of."


def test_every_trap_is_told_in_its_group_with_the_numbers_that_were_run():
    told = traps.groups()
    assert [(name, [key for key, _ in found]) for name, found in told] == [
        (group.name, [trap.key for trap in group.traps]) for group in GROUPS
    ]
    for key, section in (each for _, found in told for each in found):
        trap, ran = TRAPS[key], numbers()["traps"][key]
        story, wrong, right, instead, program = section.body
        assert (section.title, story.sentence, program.code) == (trap.title, trap.story, trap.program)
        assert (wrong.word, wrong.tone, right.word, right.tone) == ("wrong", "red", "right", "green")
        for badge, number in ((wrong, ran["wrong"]), (right, ran["right"])):
            texts = [f"{each:.4g}".replace("-", "−") for each in np.ravel(number)]
            assert badge.sentence == f"**{' · '.join(texts)}**"
        assert trap.instead in instead
        assert re.findall(r"loss=(\w+)\)", instead) == list(trap.losses)
    assert all(f"{library} {version}" in traps.versions() for library, version in numbers()["versions"].items())


def test_the_gallery_holds_every_loss_and_the_search_every_word_of_its_record():
    told = json.loads(json.dumps(gallery.gallery()))
    assert told["count"] == len(LOSSES)
    assert [family["name"] for family in told["families"]] == [family.name for family in FAMILIES.values()]
    said = {entry.key: " ".join((entry.title, *entry.names, *entry.prose)).lower() for entry in entries.losses()}
    for shown, family in zip(told["families"], FAMILIES.values(), strict=True):
        assert [each["key"] for each in shown["losses"]] == list(family.losses)
        for each in shown["losses"]:
            loss = LOSSES[each["key"]]
            authors = [reference.authors for reference in loss.references]
            labels = [loss.space.wording(getattr(trait, "trait", trait))[0] for trait in loss.traits]
            for text in (loss.name, loss.idea, *authors, *labels, *(parameter.symbol for parameter in loss.parameters)):
                assert text.lower() in said[loss.key]


def links():
    """Every relative link that content holds, each once."""
    for loss in LOSSES.values():
        for text in (text for body in sections(loss).values() for text in words(body)):
            yield from re.findall(r"\]\(([^)]+)\)", text)
    for _, found in traps.groups():
        for text in (text for _, section in found for text in words(section.body)):
            yield from re.findall(r"\]\(([^)]+)\)", text)
    yield from (each["href"] for family in gallery.gallery()["families"] for each in family["losses"])
    yield from (thing.href for thing in THINGS)
    yield from (entry.href for entry in entries.traps())
    told = relatives_map.contents()
    yield from (loss["href"] for loss in told["losses"].values())
    yield from (item["href"] for family in told["statements"] for item in family["items"])


def test_every_link_leads_to_a_page_that_shows_what_it_asks_for():
    followed = dict.fromkeys(links())
    assert len(followed) > 2 * len(LOSSES)
    for link in followed:
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme in ("http", "https"), link
            continue
        assert (ROOT / "pages" / f"{parts.path}.py").exists(), link
        if parts.path not in PAGES:
            assert (parts.path, parts.query) == ("traps", "")
            assert parts.fragment in TRAPS
            continue
        fields = dict(parse_qsl(parts.query))
        view, complaints = View.read(fields, PAGES[parts.path])
        assert not complaints, link
        shown = view.fields() | {control.name: control.text(view.values[control.name]) for control in view.controls}
        assert fields.items() <= shown.items(), link
