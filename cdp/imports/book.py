"""The book of runs: which files came, how far each is, and what it refused.

    begun ─► further, with the rows it speaks of, in one transaction ─► … ─► finished

A run is known by its file: who sends the same bytes for the same source once more finds it, goes
on where it stopped, or is told that it is done.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from textwrap import shorten
from typing import Final
from uuid import UUID

from cdp.errors import Conflict
from cdp.imports.record import Run
from cdp.imports.store import (
    ADVANCE,
    BEGIN,
    COUNTS,
    FINISH,
    REASONS,
    REFUSALS,
    REFUSE,
    RUN,
    RUN_OF,
)
from cdp.imports.tables import ADVICE_LETTERS
from privacy.store.statement import Row, Runner
from privacy.terms import ReasonCode

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that could not be filed: its line, why, and its cells under the run's key."""

    line: int
    field: str
    reason: ReasonCode
    advice: str
    sealed: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBook:
    """Runs, over a writer."""

    run: Runner

    async def find(self, token: bytes) -> Run | None:
        """The run of a file; None where it never came."""
        rows = await self.run.fetch(RUN_OF, token=token)
        return Run.of(rows[0]) if rows else None

    async def begin(
        self, token: bytes, *, kind: str, source: str, at: datetime, after: UUID | None = None
    ) -> Run:
        """A new run, or the one that another process began in this moment: both name it alike.

        `after` is an earlier run of the file, which was closed. `at` is a row's time: coarse.
        """
        run = Run(
            id=_named(token, after),
            line=0,
            finished=False,
            started_at=at,
            counts=dict.fromkeys(COUNTS, 0),
        )
        begun = await self.run.fetch(
            BEGIN,
            id=run.id,
            token=token,
            kind=kind,
            source=source,
            started_at=at,
            line=run.line,
            finished=False,
            **run.counts,
        )
        if begun:
            return run
        [row] = await self.run.fetch(RUN, run_id=run.id)
        return Run.of(row)

    async def finish(self, run: UUID) -> Run:
        """The run is at its end."""
        [row] = await self.run.fetch(FINISH, run_id=run, finished=True)
        return Run.of(row)

    async def reasons(self, run: UUID, *, first: int) -> list[Row]:
        """Why rows were refused, most first: field, reason, advice, n, and the `first` lines."""
        return list(await self.run.fetch(REASONS, run_id=run, first=first))

    async def refusals(self, run: UUID) -> AsyncIterator[Refusal]:
        """Every row that the run refused, in the file's order."""
        after = 0
        while rows := await self.run.fetch(REFUSALS, run_id=run, after=after, first=_AT_ONCE):
            for row in rows:
                yield Refusal(
                    line=row["line"],
                    field=row["field"],
                    reason=ReasonCode(row["reason"]),
                    advice=row["advice"],
                    sealed=row["sealed"],
                )
            after = rows[-1]["line"]


def _named(token: bytes, after: UUID | None) -> UUID:
    """The id of a file's run: of the file's token, which nobody without its key can make."""
    before = b"" if after is None else after.bytes
    return UUID(bytes=sha256(token + before).digest()[:16], version=4)


async def further(
    tx: Runner, run: UUID, *, before: int, line: int, more: Mapping[str, int]
) -> None:
    """The run came to `line`, with so many `more` rows of each fate. In the rows' transaction.

    Raises:
        Conflict: another process imports the same file and was here first.
    """
    came = await tx.fetch(
        ADVANCE,
        run_id=run,
        before=before,
        line=line,
        **{f"more_{name}": more.get(name, 0) for name in COUNTS},
    )
    if not came:
        raise Conflict("Another process imports this very file. Let it finish.")


async def refuse(tx: Runner, run: UUID, refusal: Refusal) -> None:
    """Keep what could not be filed. In the rows' transaction."""
    await tx.fetch(
        REFUSE,
        run_id=run,
        line=refusal.line,
        field=refusal.field,
        reason=refusal.reason.value,
        # Advice is for people: a long one is cut, and never stops the run that would tell it.
        advice=shorten(refusal.advice, ADVICE_LETTERS, placeholder=" …"),
        sealed=refusal.sealed,
    )
