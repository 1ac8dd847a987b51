"""The wheel: what is in it, the core with NumPy alone, and the app from a folder that has nothing to do with it."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

import lossviz
from lossviz import cli

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
PATIENCE = 60  # seconds; a shared machine can be slow, and only failures wait so long

DRAWS = """
import lossviz
drawing = lossviz.view("huber", figure="curve", delta=2).draw()
print(lossviz.__file__, drawing.readings["value"].value)
"""
EXTRA = 'pip install "lossviz[app]"'


class Environment:
    """A virtual environment of its own, and an empty folder that its commands run in.

    It has no pip: that of the tests' own environment fills it, and so what is listed there is what was asked for.
    """

    def __init__(self, folder: Path):
        self._python = folder / "venv" / "bin" / "python"
        self.packages = folder / "venv" / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
        self.folder = folder / "empty"
        self.folder.mkdir()
        # Neither this checkout nor what a user has set up for themselves.
        self.variables = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STREAMLIT_"))
        } | {"HOME": str(self.folder), "PYTHONNOUSERSITE": "1"}
        _run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")

    def pip(self, *arguments: str | Path) -> str:
        """What pip prints; it has to succeed."""
        return _run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", self._python, *arguments)

    def program(self, name: str) -> str:
        """The path of a command."""
        return str(self._python.with_name(name))

    def run(self, name: str, *arguments: str) -> subprocess.CompletedProcess:
        """Runs one of its commands to the end, whatever comes of it."""
        command = [self.program(name), *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False, timeout=PATIENCE
        )


def _run(*command):
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "-w", folder, ROOT)
    (built,) = folder.iterdir()
    return built


def test_the_wheel_holds_the_package_and_the_app_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "lossviz").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    app = {"app.py", ".streamlit/config.toml", *(f"pages/{page}.py" for page in PAGES)}
    assert held == package | {f"lossviz/app/{name}" for name in app}
    assert {"lossviz/py.typed", "lossviz/traps/numbers.json", "lossviz/ui/icon.svg"} <= held
    assert any(name.startswith("lossviz/live/browser/") and name.endswith(".js") for name in held)
    assert "home" in PAGES


def test_the_wheel_says_what_it_is_and_needs(wheel):
    described = PathDistribution(zipfile.Path(wheel, f"lossviz-{lossviz.__version__}.dist-info/"))
    assert described.version == lossviz.__version__
    needs = [each for each in described.requires if "extra" not in each]
    assert [need.rstrip("<>=.0123456789") for need in needs] == ["numpy"]
    assert described.metadata.get_all("Provides-Extra") == ["app"]
    (command,) = described.entry_points
    assert (command.group, command.name, command.load()) == ("console_scripts", "lossviz", cli.main)


def test_the_core_brings_numpy_alone_and_draws(wheel, tmp_path):
    environment = Environment(tmp_path)
    environment.pip("install", "--no-compile", wheel)
    listed = json.loads(environment.pip("list", "--format", "json"))
    assert {package["name"] for package in listed} == {"lossviz", "numpy"}

    ran = environment.run("python", "-c", DRAWS)
    assert ran.returncode == 0, ran.stderr
    place, value = ran.stdout.split()
    assert Path(place) == environment.packages / "lossviz" / "__init__.py"
    assert float(value) == lossviz.view("huber", figure="curve", delta=2).draw().readings["value"].value

    ran = environment.run("lossviz")
    assert (ran.returncode, ran.stdout) == (1, "")
    named = "streamlit, plotly, pandas, cachetools, jinja2, latex2mathml, markdown_it, mdit_py_plugins"
    assert ran.stderr == f"The app also needs {named}; this brings them: {EXTRA}\n"
    assert environment.run("lossviz", "--version").stdout == f"lossviz {lossviz.__version__}\n"


def test_the_command_starts_the_app_and_all_its_pages_from_any_folder(wheel, tmp_path):
    environment = Environment(tmp_path)
    environment.pip("install", "--no-compile", "--no-deps", wheel)
    # The extra is what the tests' own environment has; pip, told to fetch nothing, finds that nothing is missing.
    (environment.packages / "tests.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    environment.pip("install", "--no-index", f"{wheel}[app]")

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"127.0.0.1:{port}"
    log = tmp_path / "log"
    command = [environment.program("lossviz"), "--server.port", str(port), "--server.headless", "true"]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=environment.folder, env=environment.variables, stdout=file, stderr=file)
    try:
        _wait_until_healthy(process, address, log)
        figure = json.loads(_get(f"http://{address}/live/regression/figure?loss=huber"))
        assert figure["fields"]["loss"] == "huber"
        assert figure["figure"]["data"]
        assert "Huber · Regression · lossviz" in _get(f"http://{address}/regression").decode()
        with connect(f"ws://{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as stream:
            for page in PAGES:
                _check_page(stream, page)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _get(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return answer.read()


def _wait_until_healthy(process, address, log):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            assert _get(f"http://{address}/_stcore/health") == b"ok"
            return
        except OSError:
            said = log.read_text(encoding="utf-8")
            assert process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.05)


def _check_page(stream, page):
    """Opens a page as a browser does: it runs without an error, and wears the app's theme."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    name = "" if page == "home" else page
    stream.send(BackMsg(rerun_script={"page_name": name}).SerializeToString())
    elements = 0
    while True:
        message = ForwardMsg.FromString(stream.recv(timeout=PATIENCE))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            worn = message.new_session.custom_theme.light.primary_color
            assert worn == theme["light"]["primaryColor"]
        elif kind == "delta":
            element = message.delta.new_element
            assert element.WhichOneof("type") != "exception", f"{page}: {element.exception.message}"
            elements += 1
        elif kind == "page_not_found":
            pytest.fail(f"{page} was not found")
        elif kind == "script_finished":
            assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            assert elements
            return


@pytest.fixture
def streamlits(monkeypatch):
    """What Streamlit's command line would have been given."""
    from streamlit.web import cli as streamlit

    given = []
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(streamlit, "main", lambda prog_name: given.append(sys.argv[1:]))
    return given


@pytest.mark.parametrize("named", [(), ("app",)], ids=["by_default", "by_name"])
def test_options_go_to_streamlit(streamlits, named):
    options = ["--server.port", "9000", "--server.headless=true"]
    assert cli.main([*named, *options]) == 0
    assert streamlits == [["run", str(ROOT / "app.py"), *options]]


def test_a_command_that_does_not_exist_starts_nothing(streamlits, capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(["stie", "out"])
    assert "'stie'" in capsys.readouterr().err
    assert streamlits == []


@pytest.mark.parametrize(("option", "said"), [("--help", "start the app"), ("--version", lossviz.__version__)])
def test_the_module_is_the_command(option, said):
    assert said in _run(sys.executable, "-m", "lossviz", option)
