"""`cdp sample`: a company that does not exist, as files to look at and to import."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cdp.sample.company import MOST_PEOPLE, PEOPLE, SEED, Company, sample_company

if TYPE_CHECKING:
    from cdp.sample.consents import Saying
    from cdp.sample.files.consignment import Consignment

sample = typer.Typer(
    name="sample", no_args_is_help=True, help="A company that does not exist, as files."
)

Seed = Annotated[str, typer.Option(help="Another seed makes another company.")]
People = Annotated[int, typer.Option(min=1, max=MOST_PEOPLE, help="How many people it has.")]
At = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day (UTC) it is told on; now if left out."),
]

_NOTE = """\
Everything here is invented; nobody in it exists. 此处内容纯属虚构，不涉及任何真实的人。
Names, addresses and numbers are drawn at random. A number may be allocated to somebody all the
same: never call one, and send nothing there. 号码随机生成，可能恰好有人使用：切勿拨打或发送消息。
"""


@sample.command()
def write(
    directory: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    *,
    seed: Seed = SEED,
    people: People = PEOPLE,
    at: At = None,
) -> None:
    """Write the company's files, with their mappings, and say how each is imported."""
    company = _company(seed, people, at)
    try:
        directory.mkdir(mode=0o700)
    except OSError:
        raise typer.BadParameter("name a folder that can be made and is not there yet") from None
    _put(directory / "README.txt", _NOTE.encode())
    _put(directory / "consents.jsonl", "".join(map(_line, company.sayings)).encode())
    for each in company.consignments:
        _put(directory / each.name, each.content)
        if each.mapping is not None:
            _put(_mapping(directory, each), each.mapping.encode())
        typer.echo(_command(directory, each))
    typer.echo("All of it is invented: nobody in these files exists.")


@sample.command()
def count(*, seed: Seed = SEED, people: People = PEOPLE, at: At = None) -> None:
    """Say how much of what there is, and what an importer makes of each file; writes nothing."""
    company = _company(seed, people, at)
    for each in company.consignments:
        expected = each.expected
        refused = ", ".join(f"{reason} {number}" for reason, number in expected.refused.items())
        typer.echo(
            f"{each.name}: {expected.rows} rows, {expected.accepted} accepted "
            f"({expected.split} split), {expected.duplicates} duplicate; "
            f"refused: {refused or 'none'}"
        )
    spoke = len({saying.number for saying in company.sayings})
    typer.echo(f"consents: {len(company.sayings)} statements of {spoke} people")
    typer.echo(f"people: {len(company.people)}, under {len(company.numbers)} numbers of one person")


def _company(seed: str, people: int, at: datetime | None) -> Company:
    now = datetime.now(UTC)  # noqa: TID251 - the clock of this process; wiring would load it all
    return sample_company(now=at.replace(tzinfo=UTC) if at else now, seed=seed, people=people)


def _put(path: Path, content: bytes) -> None:
    """Write a file that its owner alone reads: it looks like personal data."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _mapping(directory: Path, each: Consignment) -> Path:
    return directory / f"{each.kind}.mapping.toml"


def _command(directory: Path, each: Consignment) -> str:
    mapping = "" if each.mapping is None else f" --mapping {_mapping(directory, each)}"
    place = directory / each.name
    return f"cdp import {place} --as {each.kind} --source {each.source}{mapping}"


def _line(saying: Saying) -> str:
    told = {
        "number": saying.number,
        "purpose": saying.purpose.value,
        "state": saying.state.value,
        "method": saying.method.value,
        "said_at": saying.said_at.isoformat(),
    }
    return json.dumps(told) + "\n"
