"""Records by key, found by looking, whose misses are explained."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from lossviz.vocabulary.errors import UnknownName, hint


class Registry(Mapping[str, Any]):
    """A read-only mapping whose misses are explained in a sentence."""

    def __init__(self, kind: str, items: Mapping[str, Any]):
        self._kind = kind
        self._items = dict(items)

    def __getitem__(self, key: str) -> Any:
        try:
            return self._items[key]
        except (KeyError, TypeError):
            close = hint(key, self._items)
            raise UnknownName(f"There is no {self._kind} {key!r}. {close}Known: {', '.join(self._items)}.") from None

    # The inherited ways would look for near misses first.

    def get(self, key: str, default: Any = None) -> Any:
        return self._items.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def discovered(package: ModuleType | str, name: str) -> list[Any]:
    """What the modules of a package call ``name``, of those that have it, in the order of their files."""
    package = importlib.import_module(package) if isinstance(package, str) else package
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]
    return [getattr(module, name) for module in modules if hasattr(module, name)]
