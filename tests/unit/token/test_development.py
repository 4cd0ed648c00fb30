"""Development tokens open a service in development on loopback, and no other door."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from cdp.errors import IssuerKeysUnavailable, Unauthenticated
from cdp.http.development import LIFETIME_S, DevelopmentTokens
from cdp.http.fault import TokenFault
from cdp.http.issuers import authenticator
from cdp.settings import Settings
from privacy.terms import Actor, Purpose, Role
from tests.environment import PRODUCTION
from tests.forge import ISSUER, NOW, Forge, at, jwks

if TYPE_CHECKING:
    from pathlib import Path

SEED = bytes(range(32))
TOKEN_ID = UUID("00000000-0000-4000-8000-0000000000aa")


def minted(seed: bytes = SEED, *, acr: str = "", unit: str = "") -> str:
    """A header with a development token."""
    token = DevelopmentTokens(seed).mint(
        roles=[Role.FRONTEND_AGENT],
        purposes=[Purpose.SERVICE_SUPPORT, Purpose.ORDER_FULFILMENT],
        client="crm-web",
        audience="cdp",
        clock=at(NOW),
        ids=lambda: TOKEN_ID,
        acr=acr,
        unit=unit,
    )
    return f"Bearer {token}"


def production(tmp_path: Path, **more: str) -> Settings:
    """A complete production environment."""
    places = {
        "CDP_STATE_DIR": str(tmp_path / "state"),
        "CDP_ROOT_KEY_FILE": str(tmp_path / "safe/root.key"),
        "CDP_TOKEN_JWKS": str(tmp_path / "jwks.json"),
    }
    return Settings.load({**PRODUCTION, **places, **more})


async def test_a_development_token_names_its_bearer() -> None:
    """Somebody who authenticated just now, under an id that no identity provider gives."""
    trusted = authenticator(Settings.load({}), seed=SEED, clock=at(NOW))
    actor = await trusted.authenticate(minted(acr="aal2", unit="callcentre-2"))
    expected = Actor(
        id="dev:developer",
        client="crm-web",
        roles=frozenset({Role.FRONTEND_AGENT}),
        purposes=frozenset({Purpose.SERVICE_SUPPORT, Purpose.ORDER_FULFILMENT}),
        token_id=str(TOKEN_ID),
        unit="callcentre-2",
        acr="aal2",
        auth_time=NOW,
        expires_at=NOW + timedelta(seconds=LIFETIME_S),
    )
    assert expected == actor


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "cdp.example.com"])  # noqa: S104 - refused
async def test_a_server_that_others_can_reach_refuses_them(host: str) -> None:
    """Like any stranger's: the issuer is not known there."""
    trusted = authenticator(Settings.load({}, host=host), seed=SEED, clock=at(NOW))
    with pytest.raises(Unauthenticated) as refused:
        await trusted.authenticate(minted())
    assert refused.value.fault == TokenFault.ISSUER


async def test_production_refuses_them_on_loopback_too(tmp_path: Path) -> None:
    """A service behind a proxy of its own machine is still production."""
    trusted = authenticator(production(tmp_path, CDP_HOST="127.0.0.1"), seed=SEED, clock=at(NOW))
    with pytest.raises(Unauthenticated) as refused:
        await trusted.authenticate(minted())
    assert refused.value.fault == TokenFault.ISSUER


async def test_another_machines_development_token_is_refused() -> None:
    """Its root key is another one."""
    trusted = authenticator(Settings.load({}), seed=SEED, clock=at(NOW))
    with pytest.raises(Unauthenticated) as refused:
        await trusted.authenticate(minted(seed=bytes(32)))
    assert refused.value.fault == TokenFault.KEY


async def test_production_trusts_the_issuer_of_its_settings(tmp_path: Path) -> None:
    """Whose keys stand in a file that is read when the first token comes."""
    trusted = authenticator(production(tmp_path), seed=SEED, clock=at(NOW))
    with pytest.raises(IssuerKeysUnavailable):
        await trusted.authenticate(f"Bearer {Forge().token()}")
    (tmp_path / "jwks.json").write_bytes(jwks(Forge()))
    ready = authenticator(production(tmp_path), seed=None, clock=at(NOW))
    assert (await ready.authenticate(f"Bearer {Forge().token()}")).id == "oidc:Zk3pairwise"


async def test_an_issuers_key_does_not_sign_for_development(tmp_path: Path) -> None:
    """Each issuer is known by its own keys, even if it publishes ours."""
    (tmp_path / "jwks.json").write_bytes(jwks(Forge()))
    settings = Settings.load(
        {"CDP_TOKEN_ISSUER": ISSUER, "CDP_TOKEN_JWKS": str(tmp_path / "jwks.json")}
    )
    trusted = authenticator(settings, seed=bytes(32), clock=at(NOW))
    assert (await trusted.authenticate(f"Bearer {Forge().token()}")).id == "oidc:Zk3pairwise"
    assert (await trusted.authenticate(minted(seed=bytes(32)))).id == "dev:developer"
    forged = Forge().token(payload={"iss": "cdp-development", "aud": "cdp"})
    with pytest.raises(Unauthenticated) as refused:
        await trusted.authenticate(f"Bearer {forged}")
    assert refused.value.fault == TokenFault.KEY


def test_the_key_is_derived_and_never_shown() -> None:
    """The same seed, the same tokens; the representation names the public key."""
    assert minted() == minted()
    assert SEED.hex() not in repr(DevelopmentTokens(SEED))
    assert repr(DevelopmentTokens(SEED)) != repr(DevelopmentTokens(bytes(32)))
