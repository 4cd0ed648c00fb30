"""Reference: pgbench with one statement, prepared, and nothing around it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

from bench.rig.load import Yield

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from privacy.store.statement import Statement

CLIENTS: Final = 8
THREADS: Final = 2

_ANY: Final = object()
"""Stands for the token until the script cuts one."""

_TOKEN: Final = 16
"""Octets of one token. All of a round travel as one parameter, of which each run cuts one."""

_CUT: Final = f"substring(:tokens::BYTEA FROM :start::INTEGER FOR {_TOKEN})"

_PARAMETER: Final = re.compile(r"\$(\d+)")
_DONE: Final = re.compile(r"^number of transactions actually processed: (\d+)", re.MULTILINE)
_RATE: Final = re.compile(r"^tps = ([0-9.]+) ", re.MULTILINE)
_FAILED: Final = re.compile(r"^number of failed transactions: (\d+) ", re.MULTILINE)


class ReferenceFailed(Exception):
    """pgbench ended with an error, or without a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What pgbench runs again and again, and its variables."""

    text: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """pgbench over one database."""

    program: Path
    dsn: str
    folder: Path

    async def run(self, script: Script, seconds: float) -> Yield:
        """How often `script` runs in `seconds`.

        Raises:
            ReferenceFailed: pgbench could not run it, or some run of it failed.
        """
        file, address = self.folder / "reference.sql", urlsplit(self.dsn)
        file.write_text(script.text, encoding="utf-8")
        process = await asyncio.create_subprocess_exec(
            str(self.program),
            *("--no-vacuum", "--protocol=prepared", f"--time={max(1, round(seconds))}"),
            *(f"--client={CLIENTS}", f"--jobs={THREADS}"),
            f"--file={file}",
            *(f"--define={name}={text}" for name, text in script.given.items()),
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
        done, rate, failed = (each.search(told) for each in (_DONE, _RATE, _FAILED))
        if process.returncode != 0 or not (done and rate and failed) or failed[1] != "0":
            raise ReferenceFailed(wrong[-2_000:])
        return Yield(seconds=int(done[1]) / float(rate[1]), answers=int(done[1]))


def script_of(
    statement: Statement, values: Mapping[str, object], tokens: Sequence[bytes]
) -> Script:
    """`statement` for one of `tokens` (bind `bx`), drawn at random by each run."""
    arguments = statement.arguments(**values, bx=_ANY)
    spelled = {
        f"p{n}": None if each is _ANY else _spelled(each)
        for n, each in enumerate(arguments, start=1)
    }
    given = {name: text for name, text in spelled.items() if text}
    return Script(
        text=_text(statement, spelled, len(tokens)),
        given={**given, "tokens": _spelled(b"".join(tokens))},
    )


def _text(statement: Statement, spelled: Mapping[str, str | None], tokens: int) -> str:
    """One run: cut a token at random, and send the statement with it."""

    def name(found: re.Match[str]) -> str:
        parameter = f"p{found[1]}"
        if spelled[parameter] is None:
            return _CUT
        # pgbench takes no empty variable.
        return f":{parameter}" if spelled[parameter] else "''"

    text = " ".join(_PARAMETER.sub(name, statement.text).split())
    return f"\\set start 1 + {_TOKEN} * random(0, {tokens - 1})\n{text};\n"


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
