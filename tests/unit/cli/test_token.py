"""`cdp token` prints a token that a development server takes, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.cli.token import _now
from cdp.http.development import DevelopmentTokens
from cdp.http.jwks import ALLOWED
from cdp.http.token import Authenticator
from privacy.terms import Purpose, Role
from privacy.vault import FileRootKey, RootUse
from tests.environment import PRODUCTION
from tests.forge import AUDIENCE
from tests.unit.cli.calling import Called, call

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from privacy.terms import Actor

    Calling = Callable[..., Called]

AGENT = ("--role", "frontend_agent", "--purpose", "service.support")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state directory after the first start."""
    FileRootKey.create(tmp_path / "root.key")
    return tmp_path


@pytest.fixture
def token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: Path
) -> Calling:
    """`cdp token` with arguments and settings."""

    def calling(*arguments: str, **environ: str) -> Called:
        settings = {"CDP_STATE_DIR": str(state), **environ}
        return call(monkeypatch, capsys, "token", *arguments, environ=settings)

    return calling


async def bearer(state: Path, token: str) -> Actor:
    """Whom a development server of this state directory takes for the bearer, now."""
    seed = FileRootKey.load(state / "root.key").derive(RootUse.TOKEN)
    issuer = DevelopmentTokens(seed).issuer()
    trusted = Authenticator([issuer], audience=AUDIENCE, clock=_now)
    return await trusted.authenticate(f"Bearer {token.strip()}")


async def test_the_token_alone_is_printed_and_a_server_takes_it(
    token: Calling, state: Path
) -> None:
    """One line on stdout, so that a shell can take it whole."""
    called = token(*AGENT, "--purpose", "order.fulfilment", "--acr", "aal2", "--unit", "desk-1")
    assert (called.code, called.err, called.out.count("\n")) == (0, "", 1)
    actor = await bearer(state, called.out)
    assert (actor.id, actor.client, actor.acr, actor.unit) == (
        "dev:developer",
        "crm-web",
        "aal2",
        "desk-1",
    )
    assert actor.roles == {Role.FRONTEND_AGENT}
    assert actor.purposes == {Purpose.SERVICE_SUPPORT, Purpose.ORDER_FULFILMENT}
    assert actor.auth_time is not None


@pytest.mark.parametrize(
    ("role", "purpose", "client"),
    [
        ("frontend_agent", "service.support", "crm-web"),
        ("marketing", "marketing.direct.call", "marketing-console"),
        ("privacy_officer", "compliance.audit", "privacy-desk"),
        ("auditor", "compliance.audit", "audit-desk"),
    ],
)
async def test_a_client_that_fits_is_found_in_the_policy(
    token: Calling, state: Path, role: str, purpose: str, client: str
) -> None:
    """A newcomer need not know the registrations."""
    called = token("--role", role, "--purpose", purpose)
    assert (await bearer(state, called.out)).client == client


async def test_a_client_that_is_named_is_taken_as_it_is(token: Calling, state: Path) -> None:
    """The gate says whether it may: refusals must be tried too."""
    called = token(*AGENT, "--client", "audit-desk", "--subject", "agent-7")
    actor = await bearer(state, called.out)
    assert (actor.id, actor.client) == ("dev:agent-7", "audit-desk")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--role", "frontend_agent"),
        ("--purpose", "service.support"),
        ("--role", "root", "--purpose", "service.support"),
        ("--role", "sales", "--purpose", "everything"),
        ("--role", "frontend_agent", "--purpose", "compliance.audit"),
        (*AGENT, "--minutes", "0"),
        (*AGENT, "--minutes", "1441"),
    ],
)
def test_what_no_token_can_say_is_refused(token: Calling, arguments: tuple[str, ...]) -> None:
    """Nothing on stdout: a script that goes on without a token fails."""
    called = token(*arguments)
    assert (called.code, called.out) == (2, "")


@pytest.mark.parametrize(
    "environ",
    [{"CDP_HOST": "0.0.0.0"}, {"CDP_HOST": "cdp.example.com"}],  # noqa: S104 - refused
)
def test_a_server_that_others_can_reach_gets_no_token(
    token: Calling, environ: dict[str, str]
) -> None:
    """It would refuse it."""
    called = token(*AGENT, **environ)
    assert (called.code, called.out, "CDP_HOST" in called.err) == (1, "", True)


def test_production_gets_no_token(token: Calling, tmp_path: Path) -> None:
    """However complete its settings are."""
    safe = tmp_path.parent / f"{tmp_path.name}-safe"
    safe.mkdir()
    FileRootKey.create(safe / "root.key")
    environ = {**PRODUCTION, "CDP_ROOT_KEY_FILE": str(safe / "root.key")}
    called = token(*AGENT, **environ)
    assert (called.code, called.out, "CDP_ENV" in called.err) == (1, "", True)


def test_without_a_root_key_the_advice_is_to_start_once(token: Calling, state: Path) -> None:
    """Nothing is made behind the newcomer's back."""
    (state / "root.key").unlink()
    called = token(*AGENT)
    assert (called.code, called.out, "cdp up" in called.err) == (1, "", True)
    assert list(state.iterdir()) == []


def test_a_root_key_that_others_can_read_signs_nothing(token: Calling, state: Path) -> None:
    """Whoever read it could mint tokens too."""
    (state / "root.key").chmod(0o644)
    called = token(*AGENT)
    assert (called.code, called.out) == (1, "")


def test_development_tokens_are_signed_with_an_algorithm_that_is_allowed(token: Calling) -> None:
    """The forge and the door agree."""
    assert "Ed25519" in ALLOWED
    assert token(*AGENT).code == 0
