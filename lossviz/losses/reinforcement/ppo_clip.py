"""The clipped loss of proximal policy optimisation: a step in the right direction is paid for up to a limit."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.ratio import RATIO
from lossviz.vocabulary import (
    Default,
    Equivalent,
    Interval,
    Kinks,
    Landmark,
    Loss,
    Opening,
    Parameter,
    Reference,
    Trait,
)


def value(prediction, target, *, epsilon):
    return -np.minimum(prediction * target, np.clip(prediction, 1.0 - epsilon, 1.0 + epsilon) * target)


def gradient(prediction, target, *, epsilon):
    clipped = np.where(target > 0, prediction > 1.0 + epsilon, prediction < 1.0 - epsilon)
    return np.where(clipped, 0.0, -target)


def edge(prediction, target, *, epsilon):
    rising, falling = prediction - (1.0 + epsilon), prediction - (1.0 - epsilon)
    return [np.where(target > 0, rising, np.where(target < 0, falling, 1.0))]


def worked(prediction, target, *, epsilon):
    if target > 0 and prediction > 1.0 + epsilon:
        return f"-((1 + {n(epsilon)}) * {n(target)})"
    if target < 0 and prediction < 1.0 - epsilon:
        return f"-((1 - {n(epsilon)}) * {n(target)})"
    return f"-({n(prediction)} * {n(target)})"


LOSS = Loss(
    key="ppo_clip",
    name="PPO clip",
    space=RATIO,
    opening=Opening(heights=(-1.5, 1.2)),
    latex=r"L = -\min\left(\rho A,\ \operatorname{clip}(\rho,\, 1 - \varepsilon,\, 1 + \varepsilon)\, A\right), "
    r"\quad \rho = \dfrac{\pi(a \mid s)}{\pi_{\text{old}}(a \mid s)}",
    gradient_latex=r"\dfrac{\partial L}{\partial \rho} = \begin{cases} 0 & A > 0,\ \rho > 1 + \varepsilon \\ "
    r"0 & A < 0,\ \rho < 1 - \varepsilon \\ -A & \text{otherwise} \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="epsilon",
            symbol="ε",
            default=0.2,
            domain=Interval(0, math.inf),
            slider=(0.0, 1.0, 0.02),
            unit="no unit, part of the old probability",
            meaning="how far the ratio may move before the gain stops; more of it allows larger steps",
            landmarks=(Landmark(0.1, "tried in the paper"), Landmark(0.2, "the paper's choice")),
        ),
    ),
    traits=(Trait.CONVEX,),
    kinks=Kinks("slope", edge),
    idea="Pays for moving an action's probability in the right direction up to ε and not beyond, but charges in full "
    "for moving it in the wrong one.",
    use_when=(
        "A batch of experience is to serve for several steps of gradient descent.",
        "Large changes of the policy would leave the region that the data speaks of.",
    ),
    avoid_when=(
        "Each batch serves for a single step: then every ratio is 1 and nothing is ever clipped.",
        "A bound on the change of the policy is really required: clipping removes an incentive, it enforces nothing.",
    ),
    pros=(
        "A plain first-order loss in the place of a constrained step.",
        "Pessimistic: never below the unclipped −ρA.",
    ),
    cons=(
        "Its slope is exactly 0 once the limit is passed, so that other examples can push the ratio much farther.",
        "ε must be chosen, and the number of steps with it.",
    ),
    references=(
        Reference(
            "John Schulman, Filip Wolski, Prafulla Dhariwal, Alec Radford and Oleg Klimov",
            "Proximal policy optimization algorithms",
            2017,
            "https://arxiv.org/abs/1707.06347",
            "Defines the loss.",
        ),
        Reference(
            "Logan Engstrom, Andrew Ilyas, Shibani Santurkar, Dimitris Tsipras, Firdaus Janoos, Larry Rudolph and "
            "Aleksander Madry",
            "Implementation matters in deep policy gradients: a case study on PPO and TRPO",
            2020,
            "https://arxiv.org/abs/2005.12729",
            "Shows how much else its success rests on.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="-torch.minimum(prediction * target, torch.clamp(prediction, 1 - {epsilon}, 1 + {epsilon}) * target)",
            note="PyTorch has no such loss; this is the line that implementations share.",
            default=Default(
                code="-torch.minimum(prediction * target, torch.clamp(prediction, 1 - {epsilon}, 1 + "
                "{epsilon}) * target).mean()",
                reduction="samples",
            ),
        ),
    ),
    aliases=("PPO", "proximal policy optimisation", "clipped surrogate"),
    place=20,
)
