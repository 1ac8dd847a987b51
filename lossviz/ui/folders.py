"""Where the app and its pages are: at the top of a checkout, inside the package where it was installed."""

from pathlib import Path

import lossviz

_PACKAGE = Path(lossviz.__file__).parent
_INSTALLED = _PACKAGE / "app"  # the wheel puts them there, see pyproject.toml

APP_FOLDER = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
PAGES_FOLDER = APP_FOLDER / "pages"
