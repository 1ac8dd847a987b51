"""The command ``lossviz``, which is ``python -m lossviz`` too: it starts the app, unless a command is named.

Options that are not its own go to Streamlit: ``lossviz --server.port 9000``.
"""

import argparse
import runpy
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import lossviz
from lossviz.ui.folders import APP_FOLDER

_OWN_OPTIONS = ("-h", "--help", "--version")
_EXTRA = ("streamlit", "plotly", "pandas", "cachetools", "jinja2", "latex2mathml", "markdown_it", "mdit_py_plugins")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command.

    Parameters
    ----------
    argv : sequence of str, optional
        What follows the command's name; this process's own arguments where it is left out.

    Returns
    -------
    int
        The exit code.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    # argparse has no default command, and would take the 9000 of `--server.port 9000` for the name of one.
    if not given or (given[0].startswith("-") and given[0] not in _OWN_OPTIONS):
        given.insert(0, "app")
    parser = _parser()
    arguments, others = parser.parse_known_args(given)
    if arguments.command == "app":
        return _start_app(others)
    if others:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    return int(arguments.run(arguments))


def _parser() -> argparse.ArgumentParser:
    """A further command is a parser here; its ``set_defaults(run=...)`` names the function that gets its arguments."""
    for_streamlit = "Other options go to Streamlit, as in `lossviz --server.port 9000`; see `streamlit run --help`."
    parser = argparse.ArgumentParser(
        prog="lossviz",
        description="See what a loss function does. Without a command, the app starts.",
        epilog=for_streamlit,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"lossviz {lossviz.__version__}")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="command", required=True)
    starts = "start the app and print its address"
    commands.add_parser("app", help=starts, description=f"{starts.capitalize()}. {for_streamlit}", allow_abbrev=False)
    _add_site(commands)
    return parser


def _add_site(commands: Any) -> None:
    """The command that builds the static site."""
    does = "build the static site into a folder, or bring it up to date"
    parser = commands.add_parser("site", help=does, description=f"{does.capitalize()}.", allow_abbrev=False)
    parser.add_argument("folder", type=Path, help="a new or empty folder, or one that a site was built in")
    parser.add_argument("--address", default="", help="the site's own address, for site map and link previews")
    parser.add_argument("--live", default="", help="the address of a live app, for what needs one")
    parser.add_argument("--only", type=lambda text: text.split(","), help="keys of losses, with commas between")
    parser.add_argument("--jobs", type=int, default=0, help="pages made at a time; as many as there are processors")
    parser.add_argument("--fresh", action="store_true", help="make everything anew")
    parser.set_defaults(run=_build_site)


def _build_site(given: argparse.Namespace) -> int:
    if _lacking():
        return 1
    from lossviz.site.build import build
    from lossviz.vocabulary import InvalidInput, UnknownName

    try:
        built = build(
            given.folder, address=given.address, app=given.live, only=given.only, jobs=given.jobs, fresh=given.fresh
        )
    except (InvalidInput, UnknownName) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    sys.stdout.write(built.told(given.folder))
    return 0


def _start_app(options: list[str]) -> int:
    """Becomes ``python -m streamlit run``, which ends the process itself."""
    if _lacking():
        return 1
    sys.argv = ["streamlit", "run", str(APP_FOLDER / "app.py"), *options]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    return 0


def _lacking() -> bool:
    """Says what is not installed, if anything."""
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        sys.stderr.write(f'The app also needs {", ".join(missing)}; this brings them: pip install "lossviz[app]"\n')
    return bool(missing)
