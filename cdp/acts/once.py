"""Once: an idempotency key that a caller gave, and what was made under it.

    look ─► not used: the act, whose transaction takes the key first of all
         └► used: decided, written down and shown again, and nothing is made

A key has a name for each day, under that day's key, and is taken under yesterday's name and
today's: two requests on either side of midnight meet on the name that they share.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.database.writer import Transaction
from cdp.errors import CdpError, Conflict
from privacy.discreet import Discreet
from privacy.store.idempotency import LOOK, REMEMBER, TAKE
from privacy.store.statement import Runner

KEPT: Final = timedelta(hours=24)
"""How long a key is remembered, counted from the end of the hour in which it was used."""

_DAY: Final = timedelta(days=1)
_INFO: Final = b"cdp/idempotency/v1/"


class Taken(CdpError):
    """Another request with this key was faster; look again, and find what it made."""


class KeyReused(Conflict):
    """The idempotency key was used for another request. Send a new key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a key was used for. `subject` None with rows: a request, which names nobody."""

    subject: UUID | None
    rows: Sequence[UUID | None]
    at: datetime
    """The end of the hour in which it was."""
    is_gone: bool
    """Whether the person was erased or restricted since: then nothing is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Once:
    """A key, as the tables know it: yesterday's name and today's, and its request's marks."""

    names: tuple[bytes, bytes]
    marks: tuple[bytes, bytes]
    use: UUID
    at: datetime

    async def look(self, run: Runner, *, tells: bool = False) -> Spent | None:
        """What the key was used for; None where it was not.

        Of somebody restricted since then it is told only where it `tells`: else as if she were
        gone.

        Raises:
            KeyReused: it was used for another request.
        """
        rows = await run.fetch(
            LOOK, before=self.names[0], now=self.names[1], since=self._since, tells=tells
        )
        if not rows:
            return None
        row = rows[0]
        if row["request"] is None:
            return Spent(subject=None, rows=(), at=row["at"], is_gone=True)
        if not self._is_marked(row["request"]):
            raise KeyReused("This idempotency key was used for another request: send a new key.")
        return Spent(subject=row["subject_id"], rows=row["rows"], at=row["at"], is_gone=False)

    async def take(self, tx: Transaction) -> None:
        """Take the key, before anything else is written.

        Raises:
            Taken: another request with it came first, and stands.
        """
        taken = await tx.fetch(
            TAKE,
            before=self.names[0],
            now=self.names[1],
            use=self.use,
            at=hour_of(self.at),
            since=self._since,
        )
        if len(taken) < len(self.names):
            raise Taken

    async def remember(
        self, tx: Transaction, subject: UUID | None, rows: Sequence[UUID | None]
    ) -> None:
        """Say what was made under the key."""
        await tx.fetch(
            REMEMBER,
            use=self.use,
            subject=subject,
            request=b"".join(self.marks),
            rows=list(rows),
            at=hour_of(self.at),
        )

    def _is_marked(self, kept: bytes) -> bool:
        """Whether a mark of ours is among those of a use, which are of its two days."""
        half = len(kept) // 2
        return any(
            hmac.compare_digest(mark, one)
            for one in (kept[:half], kept[half:])
            for mark in self.marks
        )

    @property
    def _since(self) -> datetime:
        return self.at - KEPT


class DailyKeys(Discreet):
    """Names keys and marks requests, under a key a day: none tells of another day's."""

    __slots__ = ("_root",)

    _root: bytes

    def __init__(self, root: bytes) -> None:
        self._keep(_root=root)

    def once(
        self, key: str, *, client: str, actor: str, request: bytes, use: UUID, at: datetime
    ) -> Once:
        """The key that `actor` gave by `client`, for a `request` in its canonical form."""
        today = at.date()
        whose = f"{client}\0{actor}\0{key}".encode()
        days = (self._of(today - _DAY), self._of(today))
        return Once(
            names=(_mac(days[0], b"key", whose), _mac(days[1], b"key", whose)),
            marks=(_mac(days[0], b"request", request), _mac(days[1], b"request", request)),
            use=use,
            at=at,
        )

    def _of(self, day: date) -> bytes:
        return hmac.digest(self._root, _INFO + day.isoformat().encode(), hashlib.sha256)


def _mac(key: bytes, word: bytes, text: bytes) -> bytes:
    return hmac.digest(key, word + b"\0" + text, hashlib.sha256)
