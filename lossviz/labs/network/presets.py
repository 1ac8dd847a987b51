"""Networks to look around."""

from lossviz.vocabulary import Preset

_SHALLOW = {"activation": "tanh", "depth": "2", "rate": "0.01"}

SURROUNDINGS = (
    Preset(
        name="Skip connections",
        fields={},
        says="Eight layers without skip connections: along two random lines the loss turns {turns} times between "
        "rising and falling. With them it turns {turns_beside} times.",
        holds=lambda n: n["turns"] > n["turns_beside"],
    ),
    Preset(
        name="Size of a batch",
        fields={"batch": "4", "width": "24", "beside": "batch", **_SHALLOW},
        says="Half its weights away, the loss is {rise} higher than where small batches end, and {rise_beside} higher "
        "than where full batches do. Small batches end on flatter ground.",
        holds=lambda n: n["rise"] < n["rise_beside"],
    ),
    Preset(
        name="The path",
        fields={"plane": "path", "beside": "none", "width": "24", **_SHALLOW},
        says="The network has {size} numbers. Two directions hold {explained:.0f} % of the way that training took "
        "through them.",
        holds=lambda n: n["explained"] > 80,
    ),
)
