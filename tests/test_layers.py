"""Who may import whom, and what nobody may do."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from lossviz import FIGURES
from tests.cases import in_turn

ROOT = Path(__file__).parents[1]

# Each part may import itself and those of the lines before it; parts of one line do not know each other.
LAYERS = (
    {"vocabulary"},
    {"maths", "libraries", "tables"},
    {"spaces", "doctor"},
    {"losses"},
    {"learning"},
    {"relatives", "traps"},
    {"drawing"},
    {"figures"},
    {"labs"},
    {"catalogue"},
    {"lossviz"},  # the package's own __init__ offers all of the above
    {"lessons", "terms"},
    {"pitfalls", "choices", "statements"},
    {"questions"},
    {"content", "live"},
    {"hosts"},
    {"site", "ui"},
    {"pages", "app", "cli"},
    {"__main__"},
)

# The one file that reaches up, when a method of a view or of a loss is called: within its functions, to these.
REACHES_UP = {"lossviz/vocabulary/hosting.py": {"lossviz.hosts.file", "lossviz.hosts.notebook", "lossviz.catalogue"}}

# Where a library may be imported; tests and benchmarks may import anything.
ALLOWED = {
    "numpy": ("lossviz/",),
    "streamlit": ("lossviz/ui/", "pages/", "app.py"),
    "plotly": ("lossviz/live/",),
    "starlette": ("lossviz/ui/", "lossviz/live/", "lossviz/hosts/"),
    "jinja2": ("lossviz/hosts/",),
    "latex2mathml": ("lossviz/content/transcript.py",),
    "markdown_it": ("lossviz/content/prose.py",),
    "mdit_py_plugins": ("lossviz/content/prose.py",),
    "playwright": ("lossviz/site/",),
    "cachetools": ("lossviz/live/",),
    "pandas": ("lossviz/ui/", "pages/"),
    "torch": (),
}
LONGEST = 60  # lines of a function, from its def to its end


def _sources():
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not any(part.startswith(".") for part in path.relative_to(ROOT).parts):
            yield name, ast.parse(path.read_text(encoding="utf-8"), filename=name)


SOURCES = dict(_sources())
APPLICATION = {name: tree for name, tree in SOURCES.items() if not name.startswith(("tests/", "benchmarks/"))}


def _each(names):
    """One test for all files of a folder."""
    return in_turn(("name",), [(name,) for name in names], lambda name: name.rpartition("/")[0] or "app")


every_file = _each(APPLICATION)


def _imports(name):
    """The dotted names that a file imports, with what it imports from them."""
    for node in ast.walk(APPLICATION[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


PLACES = {part: place for place, layer in enumerate(LAYERS) for part in layer}


def _part(module):
    """The part of the house that a dotted module name belongs to."""
    top, *below = module.split(".")
    return below[0] if top == "lossviz" and below else top


def _own(name):
    parts = Path(name).with_suffix("").parts
    return _part(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


@every_file
def test_every_file_belongs_to_a_layer(name):
    assert _own(name) in PLACES, f"{name} is in no layer: add it to LAYERS where it belongs"


@every_file
def test_imports_point_one_way(name):
    own = _own(name)
    for imported in set(_imports(name)) - REACHES_UP.get(name, set()):
        top, part = imported.split(".")[0], _part(imported)
        assert top not in ("tests", "benchmarks")
        if top == "lossviz" and part not in PLACES:
            part = "lossviz"  # a name that the package offers
        if top == "lossviz" or top in PLACES:
            assert part == own or PLACES[part] < PLACES[own], f"{name} imports {imported}, which is not below it"


@pytest.mark.parametrize(("name", "above"), REACHES_UP.items())
def test_what_reaches_up_does_so_only_when_it_is_called(name, above):
    assert above <= set(_imports(name)), "an exception that nothing needs"
    for node in APPLICATION[name].body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {f"{getattr(node, 'module', None)}.{each.name}" for each in node.names}
            names |= {each.name for each in node.names}
            assert not names & above, f"{name} imports {names & above} when it is loaded"


def test_every_part_that_has_a_place_is_there():
    assert {_own(name) for name in APPLICATION} == PLACES.keys()


@every_file
def test_libraries_are_imported_only_where_they_belong(name):
    for imported in _imports(name):
        allowed = ALLOWED.get(imported.split(".")[0])
        assert allowed is None or name.startswith(allowed), f"{name} imports {imported}"


def test_no_file_is_named_after_nothing():
    written = [path for path in (ROOT / "lossviz").rglob("*") if path.suffix in (".js", ".css", ".json")]
    for path in (*map(Path, SOURCES), *written):
        assert not {"utils", "helpers", "common", "misc"} & {path.stem, path.parent.name}, path


@every_file
def test_no_function_is_longer_than_a_screen(name):
    for node in ast.walk(APPLICATION[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1  # without its decorators
            assert lines <= LONGEST, f"{node.name} in {name} has {lines} lines"


@pytest.mark.parametrize("name", [name for name in APPLICATION if name.startswith("lossviz/figures/")])
def test_every_module_of_figures_is_a_kind_of_figure_named_by_its_key(name):
    key = Path(name).stem
    assert key == "__init__" or FIGURES[key].key == key
    assert not any(imported.startswith("lossviz.figures") for imported in _imports(name)), "kinds know no other kind"


@_each(SOURCES)
def test_nothing_is_evaluated_silenced_or_injected(name):
    for node in ast.walk(SOURCES[name]):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        assert not any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords), f"line {node.lineno}"
        if isinstance(node.func, ast.Name) and not name.startswith("tests/golden/write"):  # they run what pages show
            assert called not in ("eval", "exec"), f"line {node.lineno}"
        if called in ("filterwarnings", "simplefilter"):
            first = node.args[0] if node.args else None
            assert not (isinstance(first, ast.Constant) and first.value == "ignore"), f"line {node.lineno}"


WITHOUT_THE_APP = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("streamlit", "plotly", "pandas", "starlette", "cachetools", "jinja2"):
            raise ImportError(f"{name} was imported")

sys.meta_path.insert(0, Blocked())
import lossviz
from lossviz.content import card, gallery, libraries, relatives_map, traps
print(lossviz.LOSSES["huber"](2.5, 0.0), lossviz.view("huber", figure="curve", delta=2).draw().readings["value"].value)
"""


def test_losses_are_computed_drawn_and_told_of_without_the_application():
    command = [sys.executable, "-c", WITHOUT_THE_APP]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "2.0 2.0\n"
