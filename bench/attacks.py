"""What each attack costs before it is refused, beside what an honest screen pop costs.

    .venv/bin/python bench/attacks.py [--quick]

One process, the whole service over an embedded PostgreSQL, called without a socket between. Each
attack is sent many times; its figure is the median of the processor time that our thread spends
from the request's first octet to the refusal's last, in microseconds: what PostgreSQL spends on an
honest request comes on top of that, and a refused one has it do nothing. `value` is the dearest
refusal, as a multiple of a screen pop of somebody who is there.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Final

from bench.rig.finding import Finding, circumstances
from bench.rig.orderly import blocks_end
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.database.migrate import upgrade
from cdp.wiring import now
from tests.acceptance.deeds import a_number, captured, contact
from tests.acceptance.people import AGENT, CONTRACT, SHOP, caller
from tests.acceptance.stand import settings_in
from tests.attacks.forms import SIMPLE, written
from tests.attacks.overload import ENDLESS, TOO_LONG, TOO_MUCH
from tests.attacks.probing import Names, wrong_guesses
from tests.attacks.room import ACCEPT, JSON, Room, opened_room
from tests.attacks.tokens import SENT
from tests.contract.scope import Caller as Wire
from tests.contract.scope import chunk

TARGET: Final = 5.0
"""No attacker makes us work five times as hard as an agent does: a thousand tokens are read."""
POP: Final = f"sha256:{CONTRACT.named('agent', 'ScreenPop').id}"
RESOLVE: Final = f"sha256:{CONTRACT.named('integration', 'ResolvePhones').id}"


def posted(room: Room, body: object) -> Wire:
    """A request as an honest client sends it."""
    octets = json.dumps(body).encode()
    return Wire([chunk(octets)], headers=[room.bearer(), JSON, ACCEPT])


def said(room: Room, text: str) -> Wire:
    """A document of one's own."""
    given = {"n": a_number(), "i": contact(a_number())}
    return posted(room, {"query": text, "variables": given})


def attacks(room: Room) -> Iterator[tuple[str, list[Wire]]]:
    """Every attack, by its kind, as often as it has forms."""
    yield "too many tokens", [said(room, text) for text in TOO_LONG.values()]
    yield "too much in few tokens", [said(room, text) for text, _ in TOO_MUCH.values()]
    yield "circular fragments", [said(room, text) for text in ENDLESS.values()]
    each = {"documentId": POP, "variables": {"number": a_number()}}
    yield "batch of 300", [posted(room, [each] * 300)]
    body = chunk(json.dumps(written(a_number())).encode())
    kinds = [[room.bearer(), ACCEPT, *headers] for headers in SIMPLE.values()]
    yield "forms and text/plain", [Wire([body], headers=headers) for headers in kinds]
    names = Names.of(room.executor.surface.schema)
    guesses = [guess.text for n, guess in enumerate(wrong_guesses(names)) if n % 20 == 0]
    yield "suggestion probing", [said(room, text) for text in guesses]
    bearers = [(b"authorization", f"Bearer {token}".encode()) for _, token in SENT]
    yield "tricks with tokens", [Wire([body], headers=[one, JSON, ACCEPT]) for one in bearers]
    forged = [{"documentId": POP_BY_ID, "variables": {"id": f"{n:066d}"}} for n in range(20)]
    yield "forged ids", [posted(room, one) for one in forged]
    absent = [{"documentId": POP, "variables": {"number": a_number()}} for _ in range(20)]
    yield "a number of nobody", [posted(room, one) for one in absent]
    hundred = {"documentId": RESOLVE, "variables": {"numbers": [a_number() for _ in range(100)]}}
    whole = Wire([chunk(json.dumps(hundred).encode())], headers=[room.bearer(SHOP), JSON, ACCEPT])
    yield "a hundred numbers of nobody", [whole]


POP_BY_ID: Final = f"sha256:{CONTRACT.named('agent', 'Profile').id}"


async def timed(room: Room, wires: list[Wire], rounds: int) -> float:
    """The median processor time of an answer, in microseconds."""
    took = []
    for n in range(rounds):
        wire = wires[n % len(wires)]
        wire.taken = 0
        wire.answered.clear()
        began = thread_time()
        await wire.call(room.application)
        took.append(thread_time() - began)
    return round(1e6 * median(took), 1)


def measured(room: Room, rounds: int) -> Mapping[str, float]:
    """Microseconds of each attack, and of an honest screen pop."""
    number = a_number()
    captured(caller(room.at, AGENT), number)
    honest = [posted(room, {"documentId": POP, "variables": {"number": number}})]
    room.at.wait_for(timed(room, honest, rounds))
    figures = {"screen pop": room.at.wait_for(timed(room, honest, rounds))}
    for name, wires in attacks(room):
        figures[name] = room.at.wait_for(timed(room, wires, max(rounds, len(wires))))
    return figures


def main() -> None:
    """Measure, and print the finding as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="60 of each instead of 600")
    rounds = 60 if parser.parse_args().quick else 600
    with blocks_end(), tempfile.TemporaryDirectory() as place:
        embedded = EmbeddedPostgres(state_dir=Path(place) / "state")
        with embedded.acquire() as tenancy:
            asyncio.run(upgrade(tenancy.dsns))
            folder = Path(place) / "service"
            folder.mkdir()
            with opened_room(
                settings_in(folder), tenancy.dsns, remade=lambda made: made.executor
            ) as room:
                figures = measured(room, rounds)
        embedded.drop()
    for name, figure in figures.items():
        print(f"{name:28} {figure:10.1f} µs")
    pop = figures["screen pop"]
    refusals = {name: took for name, took in figures.items() if not name.endswith("of nobody")}
    value = round(max(took / pop for name, took in refusals.items() if name != "screen pop"), 2)
    finding = Finding(
        bar="attacks",
        value=value,
        target=TARGET,
        holds=value <= TARGET,
        figures={"us": figures, **circumstances(now)},
    )
    print(finding.line())


if __name__ == "__main__":
    main()
