"""Formulas of losses of decisions."""

import numpy as np
from mpmath import mp, mpf


def log_softmax(z):
    total = mp.fsum(mp.exp(z_k) for z_k in z)
    return [mp.log(mp.exp(z_k) / total) for z_k in z]


def policy_gradient(z, t):
    return -mp.fsum(t_k * log_k for t_k, log_k in zip(t, log_softmax(z), strict=True))


def ppo_clip(rho, advantage, epsilon=0.2):
    clipped = min(max(rho, 1 - mpf(epsilon)), 1 + mpf(epsilon))
    return -min(rho * advantage, clipped * advantage)


def alphazero(prediction, target):
    value, *logits = prediction
    outcome, *visits = target
    return (outcome - value) ** 2 + policy_gradient(logits, visits)


FORMULAS = {
    "policy_gradient": (policy_gradient,),
    "ppo_clip": (ppo_clip, {"epsilon": np.inf}),
    "alphazero": (alphazero,),
}
