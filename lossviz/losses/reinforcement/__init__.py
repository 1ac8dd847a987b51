"""Losses of decisions and of what came of them."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="reinforcement",
    name="Reinforcement learning",
    question="How far should one good or bad outcome move the policy that led to it?",
    start="ppo_clip",
    place=90,
)
