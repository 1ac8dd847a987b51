"""Every trap has its two numbers, from the program that is shown, and they are the trap's point.

`golden/write_traps.py` ran the programs in the real libraries; see there.
"""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lossviz import LOSSES
from lossviz.libraries.snippets import LIBRARIES
from lossviz.traps import GROUPS, TRAPS, numbers, traps_of

every_trap = pytest.mark.parametrize("trap", TRAPS.values(), ids=lambda trap: trap.key)

# The programs run at the libraries' defaults: single precision, and Keras's constants of 1e-7.
SINGLE = {"rtol": 3e-6, "atol": 3e-7}

CLASSICS = {
    "double_softmax": (0.551871, 0.000671),
    "double_sigmoid": (0.550769, 0.414932),
    "kl_without_log": (-1.236400, 0.126811),
    "kl_mean": (0.042270, 0.126811),
    "poisson_rate": (3.906757, 0.519327),
    "broadcast_shapes": (4 / 3, 0),
    "weighted_mean": (0.959154, 2.557743),
    "ignored_padding": (0.240430, 0.360645),
    "hinge_labels": (16 / 15, 11 / 15),
    "smooth_l1_huber": (1.583333, 0.791667),
    "focal_alpha": (0.029808, 0.113281),
    "one_half": (2.208333, 4.416667),
    "multi_margin_classes": (2.5 / 3, 2.5),
    "tversky_swapped": (0.361702, 0.302326),
    "categorical_hinge_zero": (3, 0),
    "triplet_squared": (0.6, 0.36),
}


@every_trap
def test_the_numbers_come_from_the_program_that_is_shown(trap):
    assert numbers()["traps"][trap.key]["program"] == trap.program


@every_trap
def test_wrong_is_further_from_right_than_rounding_could_take_it(trap):
    ran = numbers()["traps"][trap.key]
    wrong, right = np.array(ran["wrong"]), np.array(ran["right"])
    assert np.isfinite(wrong).all()
    assert np.isfinite(right).all()
    assert (np.abs(wrong - right) > 0.02 * np.maximum(1, np.abs(right))).all()


# A threshold, a rate and FaceNet's distance: no loss of the core gives these.
NOT_OURS = {"huber_regressor", "triplet_squared"}


@every_trap
def test_the_core_gives_the_right_number(trap):
    assert (trap.ours is None) == (trap.key in NOT_OURS)
    if trap.ours is not None:
        assert trap.ours.key in trap.losses
        np.testing.assert_allclose(trap.ours(), numbers()["traps"][trap.key]["right"], **SINGLE)


@pytest.mark.parametrize("key", CLASSICS)
def test_the_classics_are_as_they_were_worked_by_hand(key):
    ran = numbers()["traps"][key]
    assert (ran["wrong"], ran["right"]) == pytest.approx(CLASSICS[key], abs=1e-6)


def test_every_number_belongs_to_a_trap():
    assert list(numbers()["traps"]) == list(TRAPS)
    assert all(group.traps for group in GROUPS)
    assert len(TRAPS) == sum(len(group.traps) for group in GROUPS), "two traps have one key"


@every_trap
def test_a_program_is_complete_and_its_lines_fit_beside_the_words(trap):
    tree = ast.parse(trap.program)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    assigned = [name.id for name in sorted(names, key=lambda name: name.lineno)]
    assert assigned[-2:] == ["wrong", "right"]
    assert len(set(assigned)) == len(assigned)
    imported = {alias.name.split(".")[0] for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module.split(".")[0] for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert imported <= {"torch", "torchvision", "monai", "keras", "optax", "jax", "sklearn", "numpy"}
    assert max(map(len, trap.program.splitlines())) <= 80
    compile(tree, trap.key, "exec")


@every_trap
def test_a_trap_names_libraries_that_were_run_and_losses_that_there_are(trap):
    named = trap.library.replace(" and ", ", ").split(", ")
    assert set(named) <= set(LIBRARIES)
    assert set(named) <= set(numbers()["versions"])
    assert set(trap.losses) <= set(LOSSES)
    assert all(trap in traps_of(key) for key in trap.losses)


@every_trap
def test_a_trap_is_told_in_whole_sentences(trap):
    for text in (trap.story, trap.instead):
        assert text[0].isupper() or text.split()[0] in trap.given + trap.wrong
        assert text.endswith(".")
    assert 1 <= trap.story.count(". ") + 1 <= 4
    assert not trap.title.endswith(".")


def test_the_page_shows_every_trap_with_both_numbers_and_its_program():
    root = Path(__file__).parents[1]
    app = AppTest.from_file(str(root / "lossviz" / "ui" / "navigation.py"), default_timeout=60).run()
    app.switch_page(str(root / "pages" / "traps.py")).run()
    assert not app.exception
    assert [code.value for code in app.code] == [trap.program for trap in TRAPS.values()]
    assert [heading.value for heading in app.subheader] == [trap.title for trap in TRAPS.values()]
    told = [markdown.value for markdown in app.markdown if "-badge[wrong]" in markdown.value]
    for trap, explained in zip(TRAPS.values(), told, strict=True):
        words = re.sub(r"\[([^\]]*)\]\(glossary#\w+\)", r"\1", explained)  # a term leads to its explanation
        assert trap.story in words
        assert trap.instead in words
        assert words.index("red-badge[wrong]") < words.index("green-badge[right]")
        assert all(f"?loss={key})" in words for key in trap.losses)
    assert "red-badge[wrong] **0.5519**" in told[0]
    assert "green-badge[right] **0.0006707**" in told[0]
