"""An action."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

PLAIN = exhibit("reinforcement?loss=policy_gradient&figure=actions&steps=10", "steps", "rate")
CLIPPED = exhibit("reinforcement?loss=ppo_clip&figure=curve&at_ratio=1.5", "at_ratio", "epsilon")
SEARCH = exhibit("reinforcement?loss=alphazero&figure=actions&steps=5", "steps", "rate")


def plain(read: Read) -> Numbers:
    """The expected reward before and after."""
    here = read(PLAIN)
    return {"before": here["expected"], "after": here["expected_after"], "best": here["best"]}


def clipped(read: Read) -> Numbers:
    """The pulls on a good action that has become much more probable, and on one that has not yet."""
    return {"beyond": abs(read(CLIPPED)["slope"]), "within": abs(read(CLIPPED, at_ratio="1")["slope"])}


def search(read: Read) -> Numbers:
    """What the policy gives to what the search visited, before and after."""
    here = read(SEARCH)
    return {"before": here["expected"], "after": here["expected_after"]}


KIND = Option(
    "action",
    "An action",
    Fork(
        "What tells whether it was good?",
        (
            Option(
                "reward",
                "A reward, later",
                Leaf(
                    start=Candidate("policy_gradient", "with a baseline"),
                    against=Candidate("ppo_clip"),
                    exhibit=PLAIN,
                    says="After {at_steps:.0f} steps the expected reward has gone from {before} to {after}, of {best} "
                    "at best. Its own value does not tell how good the policy is.",
                    numbers=plain,
                    shows=lambda n: n["after"] > n["before"],
                    price="Noisy: it needs many tries, and a step too large is not taken back.",
                ),
            ),
            Option(
                "steps",
                "A reward, and steps get too large",
                Leaf(
                    start=Candidate("ppo_clip"),
                    against=Candidate("policy_gradient"),
                    exhibit=CLIPPED,
                    says="A good action that has become {at_ratio} times as probable pulls with {beyond}, one that has "
                    "not moved with {within}. Beyond ε = {at_epsilon} it lets go.",
                    numbers=clipped,
                    shows=lambda n: n["beyond"] == 0 < n["within"],
                    price="What it lets go of can still drift: it limits the pull, not the policy.",
                ),
            ),
            Option(
                "search",
                "A search that looks ahead",
                Leaf(
                    start=Candidate("alphazero"),
                    against=Candidate("policy_gradient"),
                    exhibit=SEARCH,
                    says="The search's own visits are the target: after {at_steps:.0f} steps the policy's share of "
                    "them has gone from {before} to {after}.",
                    numbers=search,
                    shows=lambda n: n["after"] > n["before"],
                    price="A search needs the rules of the game, and a great many games.",
                ),
                "a board game, a plan",
            ),
        ),
    ),
    "a move in a game, a robot's grip",
    "ppo_clip",
    10,
)
