"""``python -m benchmarks [part ...] [--quick] [--write]``: measures, and prints a table for each question."""

import argparse
import datetime

from benchmarks import drag, embeds, first_paint, handles, landscapes, readers, sliders, training
from benchmarks.browser import chromium
from benchmarks.machine import machine
from benchmarks.server import ROOT

_PARTS = {"drag": drag, "handles": handles, "sliders": sliders, "first_paint": first_paint, "embeds": embeds}
_PARTS |= {"readers": readers, "training": training, "landscapes": landscapes}
_ASKS = {"landscapes": ("torch",)}  # the options that a part takes besides
_IN_BROWSER = {"drag", "handles", "first_paint", "embeds", "training"}
_PAPER = ROOT / "docs" / "benchmarks.md"


def main() -> None:
    """Runs the parts that the command line names, or all of them."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("part", nargs="*", help=f"any of {', '.join(_PARTS)}; all of them if none is named")
    words.add_argument("--quick", action="store_true", help="fewer repetitions: to see that it works, not to quote")
    words.add_argument("--write", action="store_true", help=f"also write {_PAPER.relative_to(ROOT)}")
    words.add_argument("--torch", default="", metavar="PYTHON", help="an interpreter with PyTorch, for landscapes")
    wanted = words.parse_args()
    unknown = set(wanted.part) - set(_PARTS)
    if unknown:
        words.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(_PARTS)}")
    chosen = [name for name in _PARTS if name in wanted.part or not wanted.part]
    version = None
    if _IN_BROWSER & set(chosen):
        with chromium() as browser:
            version = browser.version
    told = [f"Measured on {datetime.date.today():%d %B %Y} with `python -m benchmarks`. {machine(version)}"]
    print(told[0], flush=True)
    for name in chosen:
        asked = {option: getattr(wanted, option) for option in _ASKS.get(name, ())}
        told.append(_PARTS[name].run(wanted.quick, **asked))
        print(f"\n{told[-1]}", flush=True)
    if wanted.write:
        _PAPER.parent.mkdir(exist_ok=True)
        _PAPER.write_text("\n\n".join(["# Benchmarks", *told]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
