"""What a reader can set: numbers, choices, pictures.

A control is all that is known of its kind: it reads its value from text and writes it, says what it allows, and
describes itself to the browser, where a module of the kind's name shows it. Values are floats, tuples of floats,
strings and tuples of strings: immutable, so that a state can be remembered by them.
"""

from lossviz.vocabulary.controls.choices import Choice, Several
from lossviz.vocabulary.controls.control import Control, read, write
from lossviz.vocabulary.controls.moves import Moves
from lossviz.vocabulary.controls.painting import Painting
from lossviz.vocabulary.controls.parameter import Parameter
from lossviz.vocabulary.controls.table import Table
