"""Writes tests/golden/optimisers/steps.json: the steps of every optimiser as PyTorch takes them, in float64.

`make golden` runs it with the real library.

PyTorch computes the gradients too, by itself; only the surfaces' names and the settings are shared with the test.
"""

import json
from pathlib import Path

import torch

STEPS = 60
KEPT = (1, 2, 3, 5, 10, 20, 30, 40, 50, 60)  # steps whose places are written
WRITTEN = Path(__file__).parent / "optimisers" / "steps.json"

SURFACES = {
    "bowl": (lambda x, y: 0.5 * (x - 1) ** 2 + (y + 0.5) ** 2, (-2.0, 2.0)),
    "ravine": (lambda x, y: 0.1 * x**2 + 5 * y**2 + 0.3 * x * y, (-2.5, 0.8)),
    "rosenbrock": (lambda x, y: 0.01 * (1 - x) ** 2 + (y - x**2) ** 2, (-1.2, 1.0)),
    "waves": (lambda x, y: torch.sin(3 * x) * torch.cos(2 * y) + 0.1 * (x**2 + y**2), (0.9, -1.3)),
}

# By PyTorch's class and by the house's key: settings as PyTorch takes them, and as the house does.
LOTS = {
    "gradient_descent": ("SGD", [({}, {})]),
    "sgd": ("SGD", [({}, {"batch": 4.0})]),
    "momentum": (
        "SGD",
        [
            ({"momentum": 0.9}, {"momentum": 0.9, "dampening": 0.0}),
            ({"momentum": 0.5, "dampening": 0.3}, {"momentum": 0.5, "dampening": 0.3}),
            ({"momentum": 0.99, "dampening": 0.9}, {"momentum": 0.99, "dampening": 0.9}),
        ],
    ),
    "nesterov": (
        "SGD",
        [({"momentum": each, "nesterov": True}, {"momentum": each}) for each in (0.9, 0.6)],
    ),
    "adagrad": (
        "Adagrad",
        [
            ({}, {"lr_decay": 0.0}),
            ({"lr_decay": 0.1}, {"lr_decay": 0.1}),
            ({"eps": 0.01}, {"lr_decay": 0.0, "eps": 0.01}),
        ],
    ),
    "rmsprop": (
        "RMSprop",
        [
            ({}, {"alpha": 0.99, "momentum": 0.0}),
            ({"alpha": 0.8, "momentum": 0.7}, {"alpha": 0.8, "momentum": 0.7}),
            ({"alpha": 0.9, "eps": 0.01}, {"alpha": 0.9, "momentum": 0.0, "eps": 0.01}),
        ],
    ),
    "adam": (
        "Adam",
        [
            ({}, {"beta1": 0.9, "beta2": 0.999}),
            ({"betas": (0.5, 0.9)}, {"beta1": 0.5, "beta2": 0.9}),
            ({"betas": (0.0, 0.99), "eps": 0.01}, {"beta1": 0.0, "beta2": 0.99, "eps": 0.01}),
        ],
    ),
    "adamw": (
        "AdamW",
        [
            ({}, {"weight_decay": 0.01, "beta1": 0.9, "beta2": 0.999}),
            (
                {"weight_decay": 0.5, "betas": (0.7, 0.95)},
                {"weight_decay": 0.5, "beta1": 0.7, "beta2": 0.95},
            ),
        ],
    ),
    "lbfgs": (
        "LBFGS",
        [
            ({"max_iter": 1}, {"history_size": 100.0}),
            ({"max_iter": 1, "history_size": 2}, {"history_size": 2.0}),
        ],
    ),
}
RATES = {"LBFGS": (1.0, 0.4), "Adagrad": (0.5, 0.05)}


def walked(kind, settings, surface, rate):
    """The places that PyTorch comes to."""
    height, start = SURFACES[surface]
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimiser = getattr(torch.optim, kind)([theta], lr=rate, **settings)

    def closure():
        optimiser.zero_grad()
        loss = height(theta[0], theta[1])
        loss.backward()
        return loss

    places = []
    for _ in range(STEPS):
        if kind == "LBFGS":
            optimiser.step(closure)
        else:
            closure()
            optimiser.step()
        places.append(theta.detach().tolist())
    return places


def main():
    rows = []
    for key, (kind, lots) in LOTS.items():
        for theirs, ours in lots:
            for surface in SURFACES:
                for rate in RATES.get(kind, (0.1, 0.01)):
                    places = walked(kind, theirs, surface, rate)
                    rows.append(
                        {
                            "optimiser": key,
                            "surface": surface,
                            "rate": rate,
                            "parameters": ours,
                            "places": [places[step - 1] for step in KEPT],
                        }
                    )
    head = {"PyTorch": torch.__version__.split("+")[0], "steps": KEPT}
    starts = {name: start for name, (_, start) in SURFACES.items()}
    lines = ",\n".join(json.dumps(row) for row in rows)
    WRITTEN.write_text(f'{json.dumps(head)[:-1]}, "starts": {json.dumps(starts)}, "rows": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
