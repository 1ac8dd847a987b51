"""``python -m benchmarks [part ...] [--quick] [--write]``: measures, and prints a table for each question."""

import argparse
import datetime

from benchmarks import drag, embeds, first_paint, handles, readers, sliders, training
from benchmarks.browser import chromium
from benchmarks.machine import machine
from benchmarks.server import ROOT

_PARTS = {"drag": drag, "handles": handles, "sliders": sliders, "first_paint": first_paint, "embeds": embeds}
_PARTS |= {"readers": readers, "training": training}
_IN_BROWSER = {"drag", "handles", "first_paint", "embeds", "training"}
_PAPER = ROOT / "docs" / "benchmarks.md"


def main() -> None:
    """Runs the parts that the command line names, or all of them."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("part", nargs="*", help=f"any of {', '.join(_PARTS)}; all of them if none is named")
    words.add_argument("--quick", action="store_true", help="fewer repetitions: to see that it works, not to quote")
    words.add_argument("--write", action="store_true", help=f"also write {_PAPER.relative_to(ROOT)}")
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
        told.append(_PARTS[name].run(wanted.quick))
        print(f"\n{told[-1]}", flush=True)
    if wanted.write:
        _PAPER.parent.mkdir(exist_ok=True)
        _PAPER.write_text("\n\n".join(["# Benchmarks", *told]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
