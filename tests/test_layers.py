"""Who may import whom, and what nobody may do."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Each layer may import itself and those before it.
LAYERS = (
    {"spec"},
    {"numerics", "spaces", "arithmetic", "conventions", "elsewhere", "metrics", "state"},
    {"losses", "lossviz"},  # the package's own __init__ offers the losses
    {"relatives", "traps", "datasets", "models", "landscape", "profile"},
    {"figures"},
    {"live"},
    {"ui"},
    {"pages", "navigation", "app"},
)

# Where a library may be imported; tests and benchmarks may import anything.
ALLOWED = {
    "streamlit": ("lossviz/ui/", "lossviz/live/streamlit.py", "pages/", "navigation.py", "app.py"),
    "plotly": ("lossviz/figures/theme.py", "lossviz/live/"),
    "starlette": ("lossviz/ui/", "lossviz/live/", "app.py"),
    "pandas": ("lossviz/ui/", "pages/"),
    "torch": ("tests/golden/write.py",),
}


def _sources():
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not any(part.startswith(".") for part in path.relative_to(ROOT).parts):
            yield name, ast.parse(path.read_text(encoding="utf-8"), filename=name)


SOURCES = dict(_sources())
APPLICATION = {name: tree for name, tree in SOURCES.items() if not name.startswith(("tests/", "benchmarks/"))}

every_file = pytest.mark.parametrize("name", APPLICATION)


def _imports(name):
    """The dotted names that a file imports, with what it imports from them."""
    for node in ast.walk(APPLICATION[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def _layer(module):
    """The place of a dotted module name among the layers."""
    parts = module.split(".")
    part = parts[1] if parts[0] == "lossviz" and len(parts) > 1 else parts[0]
    if parts[0] == "lossviz" and not any(part in layer for layer in LAYERS):
        part = "lossviz"  # a name that the package offers
    return next((i for i, layer in enumerate(LAYERS) if part in layer), None)


def _module(name):
    parts = Path(name).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@every_file
def test_every_file_belongs_to_a_layer(name):
    parts = _module(name).split(".")
    own = parts[1] if parts[0] == "lossviz" and len(parts) > 1 else parts[0]
    assert any(own in layer for layer in LAYERS), f"{name} is in no layer: add it to LAYERS where it belongs"


@every_file
def test_imports_point_one_way(name):
    own = _layer(_module(name))
    for imported in _imports(name):
        if imported.split(".")[0] in ("lossviz", "pages", "navigation", "app"):
            assert _layer(imported) <= own, f"{name} imports {imported}, which is above it"
        assert imported.split(".")[0] not in ("tests", "benchmarks")


@every_file
def test_libraries_are_imported_only_where_they_belong(name):
    for imported in _imports(name):
        allowed = ALLOWED.get(imported.split(".")[0])
        assert allowed is None or name.startswith(allowed), f"{name} imports {imported}"


@pytest.mark.parametrize("name", SOURCES)
def test_no_module_is_named_after_nothing(name):
    assert Path(name).stem not in {"utils", "helpers", "common", "misc"}


@pytest.mark.parametrize("name", SOURCES)
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
        if name.split(".")[0] in ("streamlit", "plotly", "pandas", "starlette"):
            raise ImportError(f"{name} was imported")

sys.meta_path.insert(0, Blocked())
import lossviz
print(lossviz.LOSSES["huber"](2.5, 0.0))
"""


def test_the_losses_can_be_imported_without_the_application():
    command = [sys.executable, "-c", WITHOUT_THE_APP]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "2.0\n"
