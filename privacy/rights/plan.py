"""Plan: what an erasure takes from every table, what it leaves, and on which article. Values only.

A plan is drawn up from the schema (`cdp.compliance.inventory`), approved by its hash, and compared
with the schema once more before it is carried out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final
from uuid import UUID

import orjson

from privacy.errors import PlanChanged
from privacy.terms import KeyCategory

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 1

SHREDDED: Final = tuple(key for key in KeyCategory if key is not KeyCategory.RECORD)
"""The keys that an erasure destroys. With the audit key goes the link to the access log."""

KEPT_KEYS: Final = (KeyCategory.RECORD,)
"""What seals the proof of consent and of requests, until its own term ends."""


@unique
class Treatment(StrEnum):
    """What becomes of a table's rows."""

    REMOVE = "remove"
    RELEASE = "release"
    """Rows that several people may share go with the last of them."""
    REDACT = "redact"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One table: what becomes of its `rows`. `article` and `until` say why some stay."""

    table: str
    treatment: Treatment
    rows: int = 0
    article: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps in the order in which they are carried out, under one version of the policy."""

    case: UUID
    policy: str
    steps: tuple[Step, ...]

    @property
    def rows(self) -> int:
        """How many rows it is about."""
        return sum(step.rows for step in self.steps)

    @property
    def shape(self) -> tuple[Step, ...]:
        """What becomes of which table, whatever stands in it: what an approval is given to."""
        return tuple(replace(step, rows=0) for step in self.steps)

    def to_bytes(self) -> bytes:
        """Canonical JSON: UTF-8, sorted keys, no blanks. Source: RFC 8785."""
        return orjson.dumps(
            {
                "case": str(self.case),
                "keys": {"kept": KEPT_KEYS, "shredded": SHREDDED},
                "policy": self.policy,
                "steps": [
                    {
                        "article": step.article,
                        "rows": step.rows,
                        "table": step.table,
                        "treatment": step.treatment,
                        "until": step.until,
                    }
                    for step in self.steps
                ],
                "v": VERSION,
            },
            option=orjson.OPT_SORT_KEYS,
        )

    @property
    def hash(self) -> str:
        """SHA-256 of its canonical form, in hex."""
        return hash_of(self.to_bytes())


def hash_of(document: bytes) -> str:
    """The hash by which a plan is approved."""
    return hashlib.sha256(document).hexdigest()


def read_plan(document: bytes) -> Plan:
    """The plan that `document` holds.

    Raises:
        PlanChanged: it is none of ours, or not in its canonical form.
    """
    try:
        told = orjson.loads(document)
        plan = Plan(
            case=UUID(told["case"]),
            policy=str(told["policy"]),
            steps=tuple(_step(step) for step in told["steps"]),
        )
    except (ValueError, KeyError, TypeError):
        raise PlanChanged from None
    if plan.to_bytes() != document:
        raise PlanChanged
    return plan


def _step(told: Mapping[str, object]) -> Step:
    rows = told["rows"]
    if not isinstance(rows, int):
        raise TypeError
    return Step(
        table=str(told["table"]),
        treatment=Treatment(str(told["treatment"])),
        rows=rows,
        article=str(told["article"]),
        until=str(told["until"]),
    )
