"""The command ``lossviz``, which is ``python -m lossviz`` too: it starts the app, unless a command is named.

Options that are not its own go to Streamlit: ``lossviz --server.port 9000``.
"""

import argparse
import runpy
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import lossviz
from lossviz.ui.folders import APP_FOLDER
from lossviz.vocabulary import InvalidInput, NotAllowed, UnknownName, View

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
    _add_save(commands)
    _add_site(commands)
    return parser


def _add_save(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    saves = "save a figure as one file that needs no network"
    save = commands.add_parser(
        "save",
        help=saves,
        description=f"{saves.capitalize()}. The sliders that are named with --live move together in it.",
        epilog="Example: lossviz save huber delta=2 --figure curve --live delta at_residual -o huber.html",
        allow_abbrev=False,
    )
    save.add_argument("loss", help="the loss's key, as huber")
    save.add_argument("values", nargs="*", metavar="name=value", help="what differs from the first view, as delta=2")
    save.add_argument("--figure", default="", help="the kind of figure; the loss's first where none is named")
    save.add_argument(
        "--live", nargs="*", metavar="SLIDER", help="at most three sliders; the first that fit if left out"
    )
    save.add_argument("--stops", type=int, metavar="N", help="how many stops a slider may have at most")
    save.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file; <loss>-<figure>.html if left out")
    save.add_argument("--dry-run", action="store_true", help="tell the size alone")
    save.set_defaults(run=_save)


def _save(arguments: argparse.Namespace) -> int:
    try:
        from lossviz.hosts import file

        view = _view(arguments.loss, arguments.figure, arguments.values)
        plan = file.planned(view, arguments.live, arguments.stops)
        sys.stdout.write(f"{plan.sentence}\n")
        if arguments.dry_run:
            return 0
        path = arguments.output or Path(f"{view.subject.key}-{view.figure.key}.html")
        path.write_text(file.document(plan), encoding="utf-8")
        sys.stdout.write(f"Saved as {path}, {path.stat().st_size / 1e6:.1f} MB.\n")
        return 0
    except ModuleNotFoundError as missing:
        return _refused(f'Saving a figure also needs {missing.name}; this brings it: pip install "lossviz[app]"')
    except (UnknownName, InvalidInput, TypeError) as refused:
        return _refused(str(refused))
    except OSError as failure:
        return _refused(f"{arguments.output} cannot be written: {failure.strerror}.")


def _refused(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def _view(loss: str, figure: str, written: Sequence[str]) -> View:
    """The view that values written as ``name=value`` ask for."""
    controls = {each.name: each for each in lossviz.view(loss, figure).controls}
    values = {}
    for each in written:
        name, equals, text = each.partition("=")
        if not equals:
            raise InvalidInput(f"A value is written as name=value, such as delta=2; got {each!r}.")
        try:
            values[name] = controls[name].legal(controls[name].parsed(text)) if name in controls else text
        except NotAllowed:
            raise
        except ValueError:
            raise NotAllowed(name, controls[name].allowed, repr(text)) from None
    return lossviz.view(loss, figure, **values)


def _add_site(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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

    try:
        built = build(
            given.folder, address=given.address, app=given.live, only=given.only, jobs=given.jobs, fresh=given.fresh
        )
    except (InvalidInput, UnknownName) as refusal:
        return _refused(str(refusal))
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
