"""Reader: statements that only read, on sessions that can only read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self

from cdp.database.lanes import Lanes
from cdp.database.session import CONNECT_S, open_session
from cdp.errors import CdpError, DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacy.store.statement import Row, Statement


class Reader:
    """Runs reading statements. Satisfies `privacy.store.statement.Runner`.

    Make it inside the event loop that uses it, and close it there. `by_index`: as `open_session`.
    """

    def __init__(
        self,
        dsn: str,
        *,
        lanes: int,
        name: str = "cdp reader",
        by_index: bool = False,
        patience_s: float = CONNECT_S,
    ) -> None:
        connect = partial(
            open_session,
            dsn,
            name=name,
            read_only=True,
            by_index=by_index,
            patience_s=patience_s,
        )
        self._lanes = Lanes(connect, size=lanes)

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """All rows of `statement`. Asked once more if the server went away meanwhile.

        Raises:
            DatabaseUnavailable: it is still away.
            StatementFailed: the server refused the statement.
        """
        text, arguments = statement.text, statement.arguments(**values)
        outcome = await self._lanes.fetch(text, arguments)
        if isinstance(outcome, DatabaseUnavailable):
            outcome = await self._lanes.fetch(text, arguments)
        if isinstance(outcome, CdpError):
            raise outcome
        return outcome

    async def close(self) -> None:
        """Close the sessions."""
        await self._lanes.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
