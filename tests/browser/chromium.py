"""The Chromium that browser tests drive: found, or got hold of.

    python -m tests.browser.chromium

prints its path. In this order: ``$CHROMIUM``, the system's, Playwright's own (downloaded if need be),
Debian's package where this may be installed without asking for a password. The one without a window of its own comes
first and is got hold of where that is easy: the other draws its toolbars too, and tests take half as long again.
"""

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"
NAMES = (
    SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PLAYWRIGHTS_PATH = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


class NoChromium(RuntimeError):
    """There is no Chromium; the message says what was tried."""


def find() -> str:
    """The path of a Chromium that is on this machine and starts."""
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        path = shutil.which(wanted)
        if path and _starts(path):
            return path
        raise NoChromium(f"CHROMIUM is set to {wanted!r}, but no browser starts from there.")
    for name in NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    path = _run(sys.executable, "-c", PLAYWRIGHTS_PATH).stdout.strip()
    if path and os.path.exists(path) and _starts(path):
        return path
    raise NoChromium("No Chromium was found on this machine: `make test` gets one, or set CHROMIUM to its path.")


def provide() -> str:
    """The path of a Chromium, downloaded or installed if there is none yet."""
    if not os.environ.get("CHROMIUM") and not shutil.which(SHELL) and shutil.which("chromium"):
        _install(SHELL)  # beside Debian's own; where this fails, that one does
    tried = []
    for get in (None, _download, _install):
        if get is not None:
            tried.append(get())
        try:
            return find()
        except NoChromium as missing:
            if os.environ.get("CHROMIUM"):
                raise
            reason = missing
    raise NoChromium(f"{reason} Tried: {'; '.join(tried)}.")


def _download():
    ran = _run(sys.executable, "-m", "playwright", "install", "--no-shell", "chromium")
    return f"Playwright's download ({_outcome(ran)})"


def _install(package="chromium"):
    if not shutil.which("apt-get"):
        return "Debian's package (there is no apt-get)"
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (not shutil.which("sudo") or _run("sudo", "-n", "true").returncode):
        return "Debian's package (neither root nor sudo without a password)"
    update = _run(*sudo, "apt-get", "update", "-qq")
    ran = _run(*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-qq", "-y", package)
    return f"Debian's package ({_outcome(update if ran.returncode and update.returncode else ran)})"


def _starts(path):
    # A name on the path can be a stub that only tells how to install the browser, or lack its libraries.
    return _run(path, "--version").returncode == 0


def _run(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, errors="replace")
    except (OSError, subprocess.TimeoutExpired) as failure:
        return subprocess.CompletedProcess(command, 1, "", str(failure))


def _outcome(ran):
    if ran.returncode == 0:
        return "it said that all went well, but no browser starts"
    said = [line.strip() for line in (ran.stdout + ran.stderr).splitlines() if "rror" in line or line.startswith("E:")]
    return said[0][:200] if said else f"exit code {ran.returncode}"


if __name__ == "__main__":
    try:
        sys.stdout.write(f"Browser: {provide()}\n")
    except NoChromium as missing:
        sys.exit(str(missing))
