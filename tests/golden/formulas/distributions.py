"""Formulas of losses between distributions."""

from mpmath import mp, mpf


def softmax(z):
    weights = [mp.exp(z_k) for z_k in z]
    return [w / mp.fsum(weights) for w in weights]


def kl(p, q):
    return mp.fsum(p_k * mp.log(p_k / q_k) for p_k, q_k in zip(p, q, strict=True) if p_k != 0)


def distribution(t):
    # A float64 distribution adds up to 1 but for rounding, which a thousand digits see.
    return [mpf(t_k) / mp.fsum(t) for t_k in t]


def kl_divergence(z, t):
    return kl(distribution(t), softmax(z))


def reverse_kl(z, t):
    return kl(softmax(z), distribution(t))


def jensen_shannon(z, t):
    p, q = distribution(t), softmax(z)
    m = [(p_k + q_k) / 2 for p_k, q_k in zip(p, q, strict=True)]
    return kl(p, m) / 2 + kl(q, m) / 2


def distillation(z, t, temperature=2):
    return temperature**2 * kl(softmax([t_k / temperature for t_k in t]), softmax([z_k / temperature for z_k in z]))


def gaussian_kl(z, _, beta=1):
    mu, s = z
    return mpf(beta) / 2 * (mu**2 + mp.exp(s) - s - 1)


FORMULAS = {
    "kl_divergence": (kl_divergence,),
    "reverse_kl": (reverse_kl,),
    "jensen_shannon": (jensen_shannon,),
    "distillation": (distillation, {"temperature": 1e-3}, {"temperature": 1e6}),
    "gaussian_kl": (gaussian_kl, {"beta": 1e-6}, {"beta": 100.0}),
}
