"""`cdp rights`: persons' requests, for whoever keeps the privacy desk on this machine."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from uuid import UUID

    from cdp.acts.rights_desk import RightsDesk
    from cdp.api.ids import Ids
    from cdp.database.dsn import Dsns
    from cdp.settings import Settings
    from privacy.gate import Ask

    T = TypeVar("T")

rights = typer.Typer(name="rights", no_args_is_help=True, help="Persons' requests.")

_SHOWN = 50

Case = Annotated[str, typer.Argument(help="A request, as `cdp rights list` names it.")]


@rights.command(name="list")
def list_requests(
    first: Annotated[int, typer.Option(min=1, max=1_000, help="How many.")] = _SHOWN,
) -> None:
    """Say which requests there are, those that moved last first. They name nobody."""
    from cdp.acts.case_filing import newest_cases
    from cdp.acts.write import Payload

    async def work(desk: RightsDesk, ask: Ask) -> list[tuple[UUID, str]]:
        rows = await newest_cases(ask, desk, Payload(), first=first)
        return [(row["id"], f"{row['type']}  {row['state']}") for row in rows]

    for case, said in _at_the_desk(work):
        typer.echo(f"{_named(case)}  {said}")


@rights.command(name="open")
def open_request(
    number: Annotated[str, typer.Argument(help="The number that the person gives.")],
) -> None:
    """Open a deletion; a one-time code goes to the number. The request's id.

    It is answered alike whether the number is known or not.
    """
    from cdp.acts.open_rights_request import RightsWish, open_rights_request
    from cdp.acts.write import Payload
    from cdp.identity.number import number_of
    from privacy.rights.case import RequestType

    wish = RightsWish(type=RequestType.DELETE, phone=number_of(number, field="number"))

    async def work(desk: RightsDesk, ask: Ask) -> UUID:
        return await open_rights_request(wish, ask, desk, Payload())

    typer.echo(_named(_at_the_desk(work)))


@rights.command()
def confirm(
    case: Case,
    code: Annotated[str, typer.Argument(help="The code that the person reads out.")],
    fact: Annotated[
        str | None, typer.Option(help="The number of an order of hers, or her e-mail address.")
    ] = None,
) -> None:
    """Take the code that the person reads out; exit 1 where it, or the fact, is not right."""
    from cdp.acts.verify_requester import Answered, verify_requester
    from cdp.acts.write import Payload

    answered = Answered(case=_id(case), code=code, fact=fact)

    async def work(desk: RightsDesk, ask: Ask) -> bool:
        return await verify_requester(answered, ask, desk, Payload())

    if not _at_the_desk(work):
        typer.echo("That is not right, or no longer. Ask for an order's number or e-mail too.")
        raise typer.Exit(1)
    typer.echo("She is who she says. A second person approves the plan now.")


@rights.command()
def run(
    case: Case,
    into: Annotated[
        Path | None,
        typer.Option(help="A new file for the certificate; else it is shown."),
    ] = None,
) -> None:
    """Carry an approved deletion out, or carry on with one that was cut off. The certificate."""
    from cdp.acts.execute_erasure import Erased, execute_erasure
    from cdp.acts.write import Payload

    id_ = _id(case)
    if into is not None and into.exists():
        raise typer.BadParameter("that file exists, and no certificate is written over anything")

    async def work(desk: RightsDesk, ask: Ask) -> Erased:
        return await execute_erasure(id_, ask, desk, Payload())

    erased = _at_the_desk(work)
    for name in erased.slip:
        typer.echo(f"Slip, for the person alone, shown once: {name}", err=True)
    if into is None:
        typer.echo(erased.certificate.decode(), nl=False)
        return
    with into.open("xb") as file:
        file.write(erased.certificate)


@rights.command()
def verify(
    certificate: Annotated[Path, typer.Argument(help="A certificate of an erasure.")],
    key: Annotated[Path, typer.Option(help="The public key, as `cdp rights key` prints it.")],
) -> None:
    """Check a certificate with the public key alone, offline; exit 1 where it is not sound."""
    from privacy.rights.verify import main

    raise typer.Exit(main([str(certificate), "--key", str(key)]))


@rights.command(name="key")
def public_key() -> None:
    """Print the public key that this deployment's certificates are checked with."""
    from cdp.settings import Settings
    from cdp.wiring.rights import certificate_key
    from privacy.vault import FileRootKey

    settings = Settings.from_environment()
    root = FileRootKey.load(settings.root_key_path)
    typer.echo(str(certificate_key(root, origin=settings.ledger_origin).public))


def _at_the_desk(work: Callable[[RightsDesk, Ask], Awaitable[T]]) -> T:
    """What comes of `work` at the desk of this deployment, for whoever typed the command."""
    from cdp.database.reach import reach
    from cdp.settings import Settings

    settings = Settings.from_environment()

    async def doing() -> T:
        async with _desk(settings, dsns) as desk:
            return await work(desk, _ask(desk))

    with reach(settings) as dsns:
        return asyncio.run(doing())


@asynccontextmanager
async def _desk(settings: Settings, dsns: Dsns) -> AsyncIterator[RightsDesk]:
    from uuid import uuid4

    from cdp.database.stand import demand
    from cdp.wiring import keys_of, service

    await demand(dsns)
    async with service(settings, dsns, keys_of(settings, uuid4)) as made:
        yield made.rights


def _ask(desk: RightsDesk) -> Ask:
    """Whoever typed the command, as an operator of the privacy desk: by the machine's account."""
    from cdp.wiring.account import account
    from privacy.gate import Ask
    from privacy.terms import Action, Actor, Purpose, Role

    actor = Actor(
        id=f"local:{account()}",
        client="privacy-desk",
        roles=frozenset({Role.PRIVACY_OPERATOR}),
        purposes=frozenset({Purpose.RIGHTS_FULFILMENT}),
    )
    return Ask(
        actor=actor,
        purpose=Purpose.RIGHTS_FULFILMENT,
        action=Action.WRITE,
        operation=desk.ground.ids(),
        at=desk.ground.clock(),
    )


def _named(case: UUID) -> str:
    """A request as the API names it, too."""
    from cdp.api.ids import Record

    return _ids().record(Record.RIGHTS_REQUEST, case)


def _id(case: str) -> UUID:
    """A request as the API names it, or by the UUID that its certificate and the log bear."""
    from uuid import UUID

    from cdp.api.ids import Record
    from cdp.errors import InvalidField

    try:
        return UUID(case)
    except ValueError:
        pass
    try:
        return _ids().row(Record.RIGHTS_REQUEST, case, field="case")
    except InvalidField:
        raise typer.BadParameter("give a request as `cdp rights list` names it") from None


def _ids() -> Ids:
    from cdp.settings import Settings
    from cdp.wiring import ids_of
    from privacy.vault import FileRootKey

    return ids_of(FileRootKey.load(Settings.from_environment().root_key_path))
