"""Consent: what a person said, as events that are only ever added, and what they amount to.

Pure. `ConsentEvent.of` checks a statement against the cell that it answers; `record` puts it
behind the statements before it, chained by hash, and folds them all into the state of every
cell and the three columns of the subject: `granted`, `denied`, `valid_until`.
"""

from privacy.consent.book import Book
from privacy.consent.event import CAN_BE_STATED, DENIALS, ConsentEvent, Statement
from privacy.consent.folding import (
    BY_TELEPHONE,
    FIRST,
    WIDTH,
    Bits,
    CellState,
    Recorded,
    Said,
    bits,
    first_break,
    fold,
    lapsing,
    record,
)

__all__ = [
    "BY_TELEPHONE",
    "CAN_BE_STATED",
    "DENIALS",
    "FIRST",
    "WIDTH",
    "Bits",
    "Book",
    "CellState",
    "ConsentEvent",
    "Recorded",
    "Said",
    "Statement",
    "bits",
    "first_break",
    "fold",
    "lapsing",
    "record",
]
