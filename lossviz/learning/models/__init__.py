"""All models, found by looking."""

from lossviz.learning.model import Model
from lossviz.vocabulary import Space, discovered

MODELS: tuple[Model, ...] = tuple(discovered(__name__, "MODEL"))


def model_of(space: Space) -> Model | None:
    """The model whose predictions are of a space, if there is one."""
    return next((model for model in MODELS if space in model.tasks), None)
