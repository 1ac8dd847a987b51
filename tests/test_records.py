"""What a record says of its loss: keys, parameters, prose, formulas and rivals."""

import math
import re
from pathlib import Path

import numpy as np

from lossviz import FAMILIES
from lossviz.libraries.snippets import LIBRARIES
from tests.cases import every_loss


@every_loss
def test_the_key_is_the_file_name_and_the_family_its_folder(loss):
    path = Path(loss.value.__code__.co_filename)
    (family,) = (family for family in FAMILIES.values() if loss.key in family.losses)
    assert (path.parent.name, path.stem) == (family.key, loss.key)
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", loss.key)


def test_a_family_opens_on_one_of_its_losses_and_asks_a_question():
    for family in FAMILIES.values():
        assert family.start in family.losses
        assert family.question.endswith("?")


@every_loss
def test_parameters_start_in_their_domain_on_a_step_of_their_slider(loss):
    for parameter in loss.parameters:
        low, high, step = parameter.slider
        assert low < high
        assert step > 0
        defaults = np.ravel(parameter.default)
        assert np.ndim(parameter.default) == 0 or len(defaults) == len(parameter.components)
        for end in (low, high, *defaults, *(landmark.value for landmark in parameter.landmarks)):
            assert end in parameter.domain
            assert parameter.check(end) == end
        steps = parameter.steps(1000)
        assert (steps[0], steps[-1]) == (low, high), "the step does not divide the slider"
        assert set(defaults) <= set(steps)
        assert 5 <= len(steps) <= 101
        assert all(len(parameter.steps(most)) <= most for most in (2, 7, 50))
        for landmark in parameter.landmarks:
            assert low <= landmark.value <= high or math.isinf(landmark.value)
            assert landmark.label.strip()
        assert parameter.unit.strip()
        assert parameter.meaning.strip()
        assert parameter.symbol.strip()


@every_loss
def test_a_record_says_something_everywhere(loss):
    prose = (loss.use_when, loss.avoid_when, loss.pros, loss.cons)
    for sentence in (loss.idea, *(sentence for field in prose for sentence in field)):
        assert re.fullmatch(r"\S.*[.?]", sentence), sentence
        # a symbol, a formula or a library may stand first
        assert re.match(rf"[^a-z]|[b-z]\b|[a-z]+\(|{'|'.join(LIBRARIES)}", sentence), (
            f"starts in lower case: {sentence}"
        )
    assert all(prose)
    assert loss.name.strip()
    assert loss.references
    for reference in loss.references:
        assert reference.url.startswith("https://")
        assert 1600 < reference.year < 2100
        assert reference.authors.strip()
        assert reference.title.strip()
        assert re.fullmatch(r"[A-Z][a-z]*s .*\.", reference.gives), f"what {reference.title!r} gives"


@every_loss
def test_formulas_have_balanced_braces_and_environments(loss):
    for latex in (loss.latex, loss.gradient_latex):
        assert latex.strip()
        depth = np.cumsum([(c == "{") - (c == "}") for c in re.sub(r"\\[{}]", "", latex)])
        assert depth.min(initial=0) == 0
        assert depth[-1:].sum() == 0
        assert re.findall(r"\\begin\{(\w+)\}", latex) == re.findall(r"\\end\{(\w+)\}", latex)[::-1]
        assert len(re.findall(r"\\left\b", latex)) == len(re.findall(r"\\right\b", latex))


@every_loss
def test_losses_to_see_beside_are_others_of_the_same_family(loss):
    (family,) = (family for family in FAMILIES.values() if loss.key in family.losses)
    assert set(loss.rivals) <= set(family.losses) - {loss.key}
    assert len(set(loss.rivals)) == len(loss.rivals)


@every_loss
def test_other_names_are_none_that_the_loss_has_already(loss):
    names = [name.casefold() for name in (loss.name, loss.key.replace("_", " "), *loss.aliases)]
    assert len(names[2:]) == len(set(names[2:]))
    assert not set(names[:2]) & set(names[2:])
    assert all(name.strip() == name and name for name in names)
