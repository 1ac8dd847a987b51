"""A Streamlit server of its own for a measurement, and what it uses."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP = ROOT / "app.py"
PLAIN = ROOT / "benchmarks" / "plain_page.py"
UNFROZEN = ROOT / "benchmarks" / "unfrozen_app.py"
_PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    Parameters
    ----------
    url : str
        Its address.
    pid : int
        Its process.
    """

    url: str
    pid: int

    def cpu_seconds(self) -> float:
        """The processor time that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """The memory that it holds, in MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def served(script: Path) -> Iterator[Server]:
    """The script, served by ``streamlit run`` on a free port until the ``with`` block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = (
        ("server.port", port),
        ("server.address", "127.0.0.1"),
        ("server.headless", "true"),
        ("browser.gatherUsageStats", "false"),
    )
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, *(f"--{key}={value}" for key, value in settings)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", process.pid)
            if not _healthy(server.url, process):
                said.seek(0)
                raise RuntimeError(f"The server of {script.name} did not start. It said:\n{said.read().decode()}")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _healthy(url, process):
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
