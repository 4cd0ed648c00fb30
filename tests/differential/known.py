"""Known: what a value stands for before there is anybody: a document is drawn without a database.

A drawn variable holds `Known(kind=PERSON, …)` where a real one holds a number or an id. So a
counter-example reads as it is meant, and is the same each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, unique


@unique
class Kind(Enum):
    """What is stood for."""

    NUMBER = "number"
    ID = "id"
    CURSOR = "cursor"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Known:
    """Something of the person `who`: her number, the id of a thing of hers, a place in a list.

    `word` says of which thing or list, in the schema's own words; `which` of several.
    """

    kind: Kind
    who: int = 0
    word: str = ""
    which: int = 0

    def __repr__(self) -> str:
        """As it reads in a counter-example."""
        of = f" {self.word}#{self.which}" if self.word else ""
        return f"<{self.kind.value}{of} of {self.who}>"


def resolved(value: object, of: Callable[[Known], object]) -> object:
    """`value` with everything that stands for something put in."""
    if isinstance(value, Known):
        return of(value)
    if isinstance(value, dict):
        return {name: resolved(part, of) for name, part in value.items()}
    if isinstance(value, list):
        return [resolved(part, of) for part in value]
    return value
