"""Strawberry with SQLAlchemy's ORM as a side."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from bench.rig.asked import posted, question
from bench.rig.lives import e164_of
from bench.rig.serving import PYTHON, free_port, serving
from bench.rig.side import Served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bench.rig.deployment import Deployment
    from bench.rig.load import Question
    from bench.rig.plain import Plain

_QUERY: Final = """
query CallerHistory($number: String!) {
  customerByPhone(number: $number) {
    id
    name
    orders(first: 10) {
      edges {
        node { id externalNo status totalMinor currency placedAt channel lead }
      }
    }
    calls(first: 10) {
      edges {
        node { id direction startedAt talkSeconds outcome notes }
      }
    }
  }
}
"""


@asynccontextmanager
async def orm(place: Deployment, plain: Plain) -> AsyncIterator[Served]:
    """The peer over `plain` until the block ends."""
    port = free_port()
    async with serving(
        *(PYTHON, "-m", "bench.peers.orm.serve", str(port), plain.dsn),
        port=port,
        log=place.folder / "orm.log",
    ) as server:
        yield Served(
            name="Strawberry, ORM",
            ports=(port,),
            servers=(server,),
            postmaster=place.postmaster,
            ask=_questions,
        )


def _questions(people: Sequence[int]) -> list[Question]:
    # Starlette writes JSON without blanks, and letters as they are.
    return [
        question(posted({"query": _QUERY, "variables": {"number": e164_of(n)}}), n) for n in people
    ]
