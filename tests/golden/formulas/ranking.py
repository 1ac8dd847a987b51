"""Formulas of ranking losses."""

from mpmath import mp, mpf


def margin_ranking(s, y, margin=1):
    return max(mpf(0), -y * (s[0] - s[1]) + margin)


def pairwise_logistic(s, y):
    return mp.log(1 + mp.exp(-y * (s[0] - s[1])))


def dpo(r, _, beta=0.1):
    return -mp.log(1 / (1 + mp.exp(-mpf(beta) * (r[0] - r[1]))))


def list_softmax(s, t):
    total = mp.fsum(mp.exp(s_k) for s_k in s)
    return -mp.fsum(t_k * mp.log(mp.exp(s_k) / total) for s_k, t_k in zip(s, t, strict=True))


def auc_margin(s, _, margin=1):
    return max(mpf(0), margin - (s[0] - s[1])) ** 2


FORMULAS = {
    "margin_ranking": (margin_ranking,),
    "pairwise_logistic": (pairwise_logistic,),
    "dpo": (dpo, {"beta": 100.0}),
    "list_softmax": (list_softmax,),
    "auc_margin": (auc_margin,),
}
