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
PLAIN_SCENE = ROOT / "benchmarks" / "plain_scene.py"
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
def served(script: Path, *options: str) -> Iterator[Server]:
    """The script, served by ``streamlit run`` on a free port until the ``with`` block ends.

    Parameters
    ----------
    script : Path
        What is served.
    *options : str
        Further options of the command.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options += (f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, *options, "--browser.gatherUsageStats=false"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", process.pid)
            if not _healthy(server.url, process, said):
                raise RuntimeError(f"The server of {script.name} did not start. It said:\n{_read(said)}")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _healthy(url, process, said):
    """Whether the server answers in time. It must also say that it serves: another's may answer on its port."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):
                if "You can now view" in _read(said):
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    return False


def _read(said):
    """What the server has said; reads without moving the place at which it writes."""
    return os.pread(said.fileno(), 1 << 20, 0).decode(errors="replace")
