"""PostGraphile 5 as a side: one or more processes, nothing of privacy."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.rig.asked import posted, question
from bench.rig.lives import e164_of
from bench.rig.node import PROGRAM, install
from bench.rig.plain import NAME
from bench.rig.serving import free_port, serving
from bench.rig.side import Served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bench.rig.deployment import Deployment
    from bench.rig.load import Question
    from bench.rig.plain import Plain

PEER: Final = "PostGraphile"
"""What tables and plots call it."""

_FOLDER: Final = Path(__file__).parent

_CONNECTIONS: Final = 4
"""Sessions of its pool. pg's own 10, and 16, gave fewer answers for more of PostgreSQL's time."""

_QUERY: Final = """
query CallerHistory($number: String!) {
  customerByPhone(phone: $number) {
    rowId
    name
    salesOrdersByCustomerId(first: 10, orderBy: PLACED_AT_DESC) {
      edges {
        node { rowId externalNo status totalMinor currency placedAt channel leadId }
      }
    }
    interactionsByCustomerId(first: 10, orderBy: STARTED_AT_DESC) {
      edges {
        node { rowId direction startedAt talkSeconds outcome notes }
      }
    }
  }
}
"""


@asynccontextmanager
async def postgraphile(
    place: Deployment, plain: Plain, *, processes: int = 1
) -> AsyncIterator[Served]:
    """The peer over `plain` until the block ends; its packages are installed when first needed."""
    install(_FOLDER)
    name = PEER if processes == 1 else f"{PEER} × {processes}"
    environment = {
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
        "PGHOST": str(plain.socket),
        "PGUSER": NAME,
        "PGPASSWORD": plain.password,
        "PGDATABASE": NAME,
    }
    async with AsyncExitStack() as stack:
        ports = [free_port() for _ in range(processes)]
        servers = [
            await stack.enter_async_context(
                serving(
                    *(PROGRAM, str(_FOLDER / "server.mjs"), str(port), str(_CONNECTIONS)),
                    port=port,
                    log=place.folder / f"postgraphile-{port}.log",
                    environment=environment,
                )
            )
            for port in ports
        ]
        yield Served(
            name=name,
            ports=tuple(ports),
            servers=tuple(servers),
            postmaster=place.postmaster,
            ask=_questions,
        )


def _questions(people: Sequence[int]) -> list[Question]:
    return [
        question(posted({"query": _QUERY, "variables": {"number": e164_of(n)}}), n) for n in people
    ]
