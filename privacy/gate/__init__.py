"""The gate: may this caller do this, for this purpose, to a person of this standing?

Two pure functions, total over their arguments. `rule` decides what does not depend on a person
and is asked once an operation; `judge` decides the rest for one person, and agrees with the
predicate `allowed` of `privacy.store.subjects`. Whatever is unknown, unregistered or not
configured is refused, and the refusal says so.
"""

from privacy.gate.ask import NO_CELL, Ask, Ruling
from privacy.gate.precedent import Precedents
from privacy.gate.ruling import rule
from privacy.gate.verdict import MINORS, Standing, Verdict, judge

__all__ = [
    "MINORS",
    "NO_CELL",
    "Ask",
    "Precedents",
    "Ruling",
    "Standing",
    "Verdict",
    "judge",
    "rule",
]
