"""Certificate: what was erased, what was kept and why, signed, without a word about the person.

It is a C2SP signed note whose text is one line of canonical JSON. Whoever has the public key reads
it offline with `privacy.rights.verify`, one file that needs nothing of ours.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from privacy.ledger.verify.merkle import leaf_hash
from privacy.ledger.verify.note import Key
from privacy.rights.plan import KEPT_KEYS, Treatment
from privacy.rights.suppression import PURPOSE, TERM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from privacy.ledger.records import LogEntry
    from privacy.rights.case import RequestType
    from privacy.rights.plan import Plan
    from privacy.terms import KeyCategory

KIND: Final = "cdp/erasure-certificate/v1"

KEY_ARCHIVE_DAYS: Final = 7
"""Longest that a copy of the key database is kept. Source: architecture.md §6."""

INDEX_BACKUP_DAYS: Final = 35
"""Longest that a physical backup may hold rows of the number index. Source: privacy.md §2.7."""

_UNREADABLE: Final = "copies of the data are unreadable once the last archive of its keys is gone"
_INDEX: Final = "rows of the number index in physical backups age out with them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was counted in one table: before, and by a query afterwards."""

    table: str
    treatment: Treatment
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """Until when something of the person may still lie somewhere, and what that is."""

    what: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An erasure that was carried out and looked at: what a certificate is made from.

    `entries` are the ledger's, by what they witness.
    """

    case: UUID
    handler: UUID
    type: RequestType
    plan: Plan
    taken: Sequence[Taken]
    shredded: Mapping[KeyCategory, datetime]
    suppressed: int
    entries: Mapping[str, LogEntry]
    log: str
    issued_at: datetime
    horizons: Sequence[Horizon] = ()


class CertificateKey:
    """The one key that signs certificates; `name` tells whose they are."""

    __slots__ = ("_private", "public")

    def __init__(self, seed: bytes, *, name: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = Key.of(name, self._private.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        """Name the key; never the seed."""
        return f"<CertificateKey {self.public}>"

    def certify(self, done: Done) -> bytes:
        """The signed certificate of what was done."""
        text = orjson.dumps(_told(done), option=orjson.OPT_SORT_KEYS) + b"\n"
        signature = self.public.id + self._private.sign(text)
        line = f"\u2014 {self.public.name} {base64.b64encode(signature).decode()}\n"
        return text + b"\n" + line.encode()


def standing_horizons() -> tuple[Horizon, ...]:
    """What holds for every erasure."""
    return (
        Horizon(what=_UNREADABLE, days=KEY_ARCHIVE_DAYS),
        Horizon(what=_INDEX, days=INDEX_BACKUP_DAYS),
    )


def _told(done: Done) -> dict[str, object]:
    horizons = (*standing_horizons(), *done.horizons)
    return {
        "case": str(done.case),
        "handler": str(done.handler),
        "horizon": {
            "days": max(horizon.days for horizon in horizons),
            "parts": [{"days": horizon.days, "what": horizon.what} for horizon in horizons],
        },
        "issued_at": _stamp(done.issued_at),
        "keys": {
            "kept": KEPT_KEYS,
            "shredded": [
                {"at": _stamp(at), "category": category} for category, at in done.shredded.items()
            ],
        },
        "kind": KIND,
        "ledger": {
            "entries": [
                {"hash": _hash(entry), "index": entry.index, "what": what}
                for what, entry in done.entries.items()
            ],
            "log": done.log,
        },
        "plan": done.plan.hash,
        "policy": done.plan.policy,
        "retained": _retained(done),
        "stores": [
            {
                "after": each.after,
                "before": each.before,
                "store": "cdp",
                "table": each.table,
                "treatment": each.treatment,
            }
            for each in done.taken
        ],
        "suppression": _suppression(done),
        "type": done.type,
        "v": 1,
    }


def _retained(done: Done) -> list[dict[str, object]]:
    """What stays, with the article and the end of its term."""
    counted = {each.table: each.after for each in done.taken}
    return [
        {
            "article": step.article,
            "rows": counted.get(step.table, 0),
            "table": step.table,
            "until": step.until,
        }
        for step in done.plan.steps
        if step.treatment is Treatment.KEEP
    ]


def _suppression(done: Done) -> dict[str, object]:
    return {
        "entries": done.suppressed,
        "purpose": PURPOSE,
        "until": _stamp(done.issued_at + TERM),
        "what": "an HMAC of the number under its own key, so that an import brings nobody back",
    }


def _hash(entry: LogEntry) -> str:
    return base64.b64encode(leaf_hash(entry.encoded)).decode()


def _stamp(at: datetime) -> str:
    """RFC 3339 in UTC, to the second or finer as it was measured."""
    return f"{at.astimezone(UTC).isoformat()[:-6]}Z"


def slip(names: Sequence[bytes]) -> tuple[str, ...]:
    """What is given to the person and kept nowhere: her pseudonyms, as entries of the log name her.

    With it she, and nobody else, can find every access to her data in the log.
    """
    return tuple(name.hex() for name in names)


def until_of(term: timedelta) -> str:
    """A term as plans say it."""
    return f"{term.days} days"
