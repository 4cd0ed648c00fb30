"""Limits: what no service can beat. The statements alone, and a server that does nothing."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import asyncpg

from bench.rig.lives import CALLS, ORDERS, e164_of, name_of
from bench.rig.ours import questions, root_statement, token_of
from bench.rig.plain import BY_HAND
from bench.rig.reference import Reference, Script, script_of
from bench.rig.serving import PYTHON, free_port, serving
from bench.rig.side import Served
from cdp.database.dsn import Database, Role
from cdp.database.embedded.programs import Programs
from cdp.database.reader import Reader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bench.rig.deployment import Deployment
    from bench.rig.load import Question, Yield
    from bench.rig.plain import Plain

_DIGITS: Final = len(e164_of(0))

_KEYS: Final = 128
"""Most people that a script asks about: all their keys travel with each run, and cost little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """pgbench with one statement: what the database lets anybody have of it."""

    name: str
    postmaster: int
    reference: Reference
    script: Callable[[Sequence[int]], Script]
    """What it runs, about these people."""

    servers: tuple[int, ...] = ()

    async def answer(self, people: Sequence[int], seconds: float) -> Yield:
        """As `Side`; what the statement returns was checked once, beforehand."""
        return await self.reference.run(self.script(people[:_KEYS]), seconds)


async def our_statement(place: Deployment) -> Repeated:
    """The root statement of the service, prepared and unopened."""
    root, dsn = root_statement(place), place.dsns.of(Database.DATA, Role.APP)
    async with Reader(dsn, lanes=1) as reader:
        [row] = await reader.fetch(root.statement, **root.values, bx=token_of(place, 0))
    assert row["allowed"]
    assert (len(row["orders"]), len(row["calls"])) == (ORDERS, CALLS)

    def script(people: Sequence[int]) -> Script:
        tokens = [token_of(place, n) for n in people]
        return script_of(root.statement, root.values, tokens)

    return _repeated("pgbench, our statement", place, dsn, script)


async def by_hand(place: Deployment, plain: Plain) -> Repeated:
    """A statement written by hand over the plain tables, whose JSON need only be passed on."""
    owner = await asyncpg.connect(plain.dsn)
    told = json.loads(await owner.fetchval(BY_HAND.format(phone="$1"), e164_of(0)))
    await owner.close()
    assert told["name"] == name_of(0)
    assert (len(told["orders"]), len(told["calls"])) == (ORDERS, CALLS)

    def script(people: Sequence[int]) -> Script:
        cut = f"substring(:phones::text FROM :start::integer FOR {_DIGITS})"
        start = f"\\set start 1 + {_DIGITS} * random(0, {len(people) - 1})"
        text = " ".join(BY_HAND.format(phone=cut).split())
        return Script(text=f"{start}\n{text};\n", given={"phones": "".join(map(e164_of, people))})

    return _repeated("pgbench, plain tables", place, plain.dsn, script)


def _repeated(
    name: str, place: Deployment, dsn: str, script: Callable[[Sequence[int]], Script]
) -> Repeated:
    program = Programs.of_wheel().path("pgbench")
    reference = Reference(program=program, dsn=dsn, folder=place.folder)
    return Repeated(name=name, postmaster=place.postmaster, reference=reference, script=script)


@asynccontextmanager
async def bare(place: Deployment, octets: int) -> AsyncIterator[Served]:
    """Our server answering `octets` of nothing, asked what we are asked."""
    port = free_port()

    def ask(people: Sequence[int]) -> list[Question]:
        return [each.unchecked() for each in questions(place, people)]

    async with serving(
        *(PYTHON, "-m", "bench.rig.bare", str(port), str(octets)),
        port=port,
        log=place.folder / "bare.log",
    ) as server:
        yield Served(name="bare ASGI", ports=(port,), servers=(server,), postmaster=None, ask=ask)
