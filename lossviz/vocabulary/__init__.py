"""The words that everything is written in; imports nothing of the house."""

from lossviz.vocabulary.controls import Choice, Control, Moves, Painting, Parameter, Several, Table
from lossviz.vocabulary.domains import Interval, Landmark
from lossviz.vocabulary.drawings import ROLES, Drawing, Reading
from lossviz.vocabulary.errors import InvalidInput, NotAllowed, UnknownName, listed
from lossviz.vocabulary.figures import Figure, Preset, Subject
from lossviz.vocabulary.labs import Lab
from lossviz.vocabulary.libraries import Default, Equivalent
from lossviz.vocabulary.losses import BoundLoss, Family, Loss, Opening, Reference
from lossviz.vocabulary.pages import Catalogue, Page
from lossviz.vocabulary.registry import Registry, discovered
from lossviz.vocabulary.slices import Label, Line, Plane
from lossviz.vocabulary.spaces import Samples, Scene, Space, Symmetry, finite
from lossviz.vocabulary.traits import Claim, Kinks, Minimiser, Surrogate, Trait
from lossviz.vocabulary.views import PARTS, View
