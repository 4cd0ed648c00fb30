"""`cdp token`: an access token of this machine, for development."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final
from uuid import uuid4

import typer

from privacy.terms import Purpose, Role

if TYPE_CHECKING:
    from cdp.settings import Settings

token = typer.Typer(name="token", add_completion=False)

MINUTES: Final = 480
"""A working day."""


@token.command()
def mint(
    *,
    role: Annotated[list[Role], typer.Option(help="What the bearer is here for; may repeat.")],
    purpose: Annotated[list[Purpose], typer.Option(help="A purpose it may name; may repeat.")],
    client: Annotated[
        str | None, typer.Option(help="A client of the policy; the first that fits if left out.")
    ] = None,
    unit: Annotated[str, typer.Option(help="Where the bearer works.")] = "",
    acr: Annotated[str, typer.Option(help="How the bearer authenticated, such as aal2.")] = "",
    subject: Annotated[str, typer.Option(help="Who the bearer is: a pseudonym.")] = "developer",
    minutes: Annotated[int, typer.Option(min=1, max=1440, help="How long it is valid.")] = MINUTES,
) -> None:
    """Print an access token, and nothing else.

    For development on loopback: a server that others can reach, or one of production, refuses it.
    """
    from cdp.http.development import DevelopmentTokens
    from cdp.settings import Settings

    settings = Settings.from_environment()
    made = DevelopmentTokens(_seed(settings)).mint(
        roles=role,
        purposes=purpose,
        client=client or _client(settings, frozenset(role), frozenset(purpose)),
        audience=settings.token_audience,
        clock=_now,
        ids=uuid4,
        subject=subject,
        unit=unit,
        acr=acr,
        lifetime_s=minutes * 60,
    )
    typer.echo(made)


def _seed(settings: Settings) -> bytes:
    """What development tokens are signed with. Raises `SettingsInvalid`, `RootKeyUnusable`."""
    from cdp.errors import SettingsInvalid
    from privacy.errors import RootKeyMissing, RootKeyUnusable
    from privacy.vault import FileRootKey, RootUse

    if settings.is_production:
        raise SettingsInvalid(
            ["CDP_ENV: production takes tokens of its issuer alone. Get one there."]
        )
    if not settings.is_loopback:
        raise SettingsInvalid(
            ["CDP_HOST: a server that others can reach refuses these tokens. Set 127.0.0.1."]
        )
    try:
        return FileRootKey.load(settings.root_key_path).derive(RootUse.TOKEN)
    except RootKeyMissing:
        raise RootKeyUnusable(
            "There is no root key yet, and the token would be signed by it. Run `cdp up` once."
        ) from None


def _client(settings: Settings, roles: frozenset[Role], purposes: frozenset[Purpose]) -> str:
    """The first client of the policy whose registration covers what is asked for."""
    from privacy.policy import default_document, load

    document = settings.policy_file.read_bytes() if settings.policy_file else default_document()
    fitting = (
        client.id
        for client in load(document).clients.values()
        if roles <= client.roles and purposes <= client.purposes
    )
    found = next(fitting, None)
    if found is None:
        raise typer.BadParameter("no client is registered for these roles and purposes together")
    return found


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock of this process; wiring would load it all
