"""The histories that the doctor can be shown."""

from collections.abc import Mapping
from functools import lru_cache

from lossviz.doctor import History, examples
from lossviz.doctor.record import Example
from lossviz.vocabulary import Catalogue, Lab, Subject, discovered


def subjects(lab: Lab, catalogue: Catalogue) -> Mapping[str, Subject]:
    """The examples by key, in their order."""
    found: list[Example] = sorted(discovered(examples, "EXAMPLE"), key=lambda each: each.place)
    return {each.key: each for each in found}


@lru_cache(maxsize=64)
def recorded(example: Example) -> History:
    """The history of an example: trained once."""
    assert example.training is not None
    return example.training.history()
