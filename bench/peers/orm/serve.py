"""Strawberry over SQLAlchemy's ORM as a good team would serve it: uvicorn, uvloop, httptools.

As a process: `python -m bench.peers.orm.serve PORT ADDRESS`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import orjson
import uvicorn
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from strawberry.asgi import GraphQL

from bench.peers.orm.schema import SCHEMA, Sessions

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

_CONNECTIONS: Final = 16
"""Sessions of its pool: one for each caller, so that none waits for another's three statements."""


class Endpoint(GraphQL[Sessions, None]):
    """GraphQL whose resolvers find sessions in their context."""

    def __init__(self, sessions: Sessions) -> None:
        super().__init__(SCHEMA, graphql_ide=None)
        self._sessions = sessions

    async def get_context(
        self,
        request: Request | WebSocket,  # noqa: ARG002 - Strawberry's
        response: Response | WebSocket,  # noqa: ARG002 - Strawberry's
    ) -> Sessions:
        """The sessions."""
        return self._sessions

    def encode_json(self, data: object) -> bytes:
        """By orjson, as Strawberry's pages advise."""
        return orjson.dumps(data)


def main() -> None:
    """Serve until told to stop."""
    port, address = sys.argv[1:]
    engine = create_async_engine(
        address.replace("postgresql:", "postgresql+asyncpg:", 1),
        pool_size=_CONNECTIONS,
        max_overflow=0,
        # Nothing is written, so nothing is begun or rolled back around a read.
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
    )
    sessions: async_sessionmaker[AsyncSession] = async_sessionmaker(engine, expire_on_commit=False)
    uvicorn.run(
        Endpoint(sessions),
        host="127.0.0.1",
        port=int(port),
        http="httptools",
        loop="uvloop",
        ws="none",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
