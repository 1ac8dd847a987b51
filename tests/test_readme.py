"""The README: its Python runs, its table is the registry, its links mean what they say."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from lossviz import CATALOGUE, FAMILIES, View
from lossviz.content.things import THINGS

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
APP = "http://localhost:8501/"
LINKS = re.findall(rf"\({APP}([^)]*)\)", README)


def test_the_python_runs(tmp_path):
    programs = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(programs) == 2
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    for program in programs:
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=tmp_path, env=here, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr


def test_the_table_of_losses_is_the_registry():
    expected = [
        f"| `{loss.key}` | {loss.name} | {family.name} | {', '.join(f'`{each.name}`' for each in loss.parameters)} |"
        for family in FAMILIES.values()
        for loss in family.losses.values()
    ]
    rows = [line for line in README.splitlines() if line.startswith("| `")]
    assert rows == expected, "The table should be:\n" + "\n".join(expected)


@pytest.mark.parametrize("link", LINKS)
def test_every_link_opens_a_page_that_uses_all_of_it(link):
    parts = urlsplit(link)
    _, complaints = View.read(dict(parse_qsl(parts.query)), CATALOGUE.pages()[parts.path])
    assert not complaints


def test_the_things_to_try_are_those_of_the_first_page():
    (said,) = re.findall(r"## Eight things to try\n(.*?)\n## ", README, re.DOTALL)
    items = [f"{n}. [{thing.act}]({APP}{thing.href}) {thing.question}" for n, thing in enumerate(THINGS, 1)]
    assert len(items) == 8
    assert " ".join(said.split()).endswith(" ".join(items)), "They should be:\n" + "\n".join(items)


def test_the_tree_names_what_exists():
    root = Path(__file__).parents[1]
    for name in re.findall(r"^(\w[\w.]*/?)\s{2,}", README, re.MULTILINE):
        assert (root / name).exists(), name
    parts = re.findall(r"^(?:lossviz/| {8}) {8}(\w+/?) +\w", README, re.MULTILINE)
    assert set(parts) == {f"{init.parent.name}/" for init in (root / "lossviz").glob("*/__init__.py")}
    for name in re.findall(r"\]\(((?:docs/)?[\w.]+\.(?:md|png))\)", README):
        assert (root / name).exists(), name
