"""A training run: both losses over steps, the gradient in its first and last layer, and the model at a step."""

from typing import Any

from lossviz.drawing.theme import axis, layout
from lossviz.labs.train import charts
from lossviz.labs.train.history import readings, takeaway, trained_of, worked
from lossviz.labs.train.presets import RUN
from lossviz.learning.problems import problem_of
from lossviz.learning.training_controls import RECIPE, STEP, with_each_stop_trained
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Loss, View

LOGARITHMIC = Choice(
    name="scale",
    label="Axis of losses",
    options=(("linear", "even"), ("log", "by powers of ten")),
    default="linear",
    meaning="powers of ten tell small losses apart",
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The step that is shown, what the run depends on, and the loss's parameters."""
    return (STEP, *RECIPE, LOGARITHMIC, *with_each_stop_trained(loss.parameters))


def draw(view: View) -> Drawing:
    """The losses, the gradients below them, the model beside."""
    shown, logarithmic = trained_of(view), view.values["scale"] == "log"
    ends, numbers = charts.window(shown, logarithmic), readings(shown)
    layers = ([0, -1], ["first layer", "last layer"])
    return Drawing(
        data=[
            *charts.losses(shown, ends, logarithmic),
            *charts.gradients(shown, layers[0], "2", layers[1]),
            *charts.model(shown, "3"),
        ],
        layout=_layout(shown, ends, logarithmic),
        narrow={
            "xaxis": {"domain": [0, 1]},
            "yaxis": {"domain": [0.68, 1.0]},
            "xaxis2": {"domain": [0, 1]},
            "yaxis2": {"domain": [0.43, 0.57]},
            "xaxis3": {"domain": [0, 1]},
            "yaxis3": {"domain": [0.0, 0.32]},
        },
        short=charts.short("gradient"),
        readings=numbers,
        worked=worked(numbers),
        takeaway=takeaway(view, shown, numbers),
        handles=charts.grips(shown, view.values["step"], ends, logarithmic),
        done=shown.done,
    )


def _layout(shown: Any, ends: tuple[float, float], logarithmic: bool) -> dict[str, Any]:
    fit_x, fit_y = charts.model_axes(shown)
    kind = charts.powers(ends) if logarithmic else {"range": list(ends)}
    return layout(
        xaxis=charts.step_axis(shown, domain=[0, 0.56], anchor="y") | {"showticklabels": False, "title": {"text": ""}},
        yaxis=axis("loss", domain=[0.42, 1.0], anchor="x", **kind),
        xaxis2=charts.step_axis(shown, domain=[0, 0.56], anchor="y2"),
        yaxis2=axis("gradient", domain=[0, 0.34], anchor="x2", **charts.powers(charts.gradient_window(shown))),
        xaxis3={**fit_x, "domain": [0.65, 1.0], "anchor": "y3"},
        yaxis3={**fit_y, "anchor": "x3"},
        margin={"l": 58, "r": 14, "t": 10, "b": 44},
        annotations=[charts.note(shown)],
        uirevision=f"{logarithmic}",
    )


FIGURE = Figure(
    key="run",
    name="Run",
    meaning="Training and validation loss over the steps of training, gradients, and the model at any step.",
    fits=lambda loss, rivals: problem_of(loss.space) is not None,
    controls=controls,
    draw=draw,
    most_steps=101,
    place=10,
    presets=RUN,
)
