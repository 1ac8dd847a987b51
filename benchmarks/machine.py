"""The machine and the versions that a table was measured with."""

import importlib.metadata
import os
import platform
from pathlib import Path


def machine(browser: str | None) -> str:
    """One line: processor, cores, load, versions; no name of the host."""
    cores = len(os.sched_getaffinity(0))
    parts = [
        f"{_processor()}, {cores} core{'s' if cores > 1 else ''}, load {os.getloadavg()[0]:.1f} before the start",
        f"Python {platform.python_version()}",
        *(f"{name} {importlib.metadata.version(name)}" for name in ("streamlit", "numpy", "plotly")),
    ]
    if browser:
        parts.append(f"Chromium {browser} without a GPU")
    return "; ".join(parts) + "."


def _processor():
    information = Path("/proc/cpuinfo")
    for line in information.read_text().splitlines() if information.exists() else []:
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()
