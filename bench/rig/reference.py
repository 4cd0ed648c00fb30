"""The limit: pgbench with the same root statement, prepared, and nothing around it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from privacy.store.statement import Statement

CLIENTS: Final = 8
THREADS: Final = 2
NUMBERS: Final = 128
"""Most numbers of one round: their tokens travel as one parameter, of which each run cuts one."""

_ANY: Final = object()
"""Stands for the token until the script cuts one."""

_CUT: Final = "substring(:tokens::BYTEA FROM :start::INTEGER FOR 16)"

_PARAMETER: Final = re.compile(r"\$(\d+)")
_RATE: Final = re.compile(r"^tps = ([0-9.]+) ", re.MULTILINE)
_FAILED: Final = re.compile(r"^number of failed transactions: (\d+) ", re.MULTILINE)


class ReferenceFailed(Exception):
    """pgbench ended with an error, or without a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """pgbench over one database."""

    program: Path
    dsn: str
    folder: Path

    async def rate(
        self,
        statement: Statement,
        values: Mapping[str, object],
        tokens: Sequence[bytes],
        *,
        seconds: float,
    ) -> float:
        """Statements a second, each for one of `tokens` (bind `bx`) drawn at random.

        Raises:
            ReferenceFailed: pgbench could not run the statement, or some run of it failed.
        """
        arguments = statement.arguments(**values, bx=_ANY)
        spelled = {
            f"p{n}": None if each is _ANY else _spelled(each)
            for n, each in enumerate(arguments, start=1)
        }
        script = self.folder / "screen-pop.sql"
        script.write_text(_script(statement, spelled, len(tokens)), encoding="utf-8")
        given = {name: text for name, text in spelled.items() if text}
        return await self._run(script, {**given, "tokens": _spelled(b"".join(tokens))}, seconds)

    async def _run(self, script: Path, given: Mapping[str, str], seconds: float) -> float:
        address = urlsplit(self.dsn)
        process = await asyncio.create_subprocess_exec(
            str(self.program),
            *("--no-vacuum", "--protocol=prepared", f"--time={max(1, round(seconds))}"),
            *(f"--client={CLIENTS}", f"--jobs={THREADS}"),
            f"--file={script}",
            *(f"--define={name}={text}" for name, text in given.items()),
            env={
                "PGHOST": parse_qs(address.query)["host"][0],
                "PGUSER": address.username or "",
                "PGPASSWORD": unquote(address.password or ""),
                "PGDATABASE": address.path.lstrip("/"),
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        told, wrong = (text.decode() for text in await process.communicate())
        rate, failed = _RATE.search(told), _FAILED.search(told)
        if process.returncode != 0 or rate is None or failed is None or failed[1] != "0":
            raise ReferenceFailed(wrong[-2_000:])
        return float(rate[1])


def _script(statement: Statement, spelled: Mapping[str, str | None], tokens: int) -> str:
    """One run: cut a token at random, and send the statement with it."""

    def name(found: re.Match[str]) -> str:
        parameter = f"p{found[1]}"
        if spelled[parameter] is None:
            return _CUT
        # pgbench takes no empty variable.
        return f":{parameter}" if spelled[parameter] else "''"

    text = " ".join(_PARAMETER.sub(name, statement.text).split())
    return f"\\set start 1 + 16 * random(0, {tokens - 1})\n{text};\n"


def _spelled(value: object) -> str:
    """A value as PostgreSQL reads it from text."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return str(value)
