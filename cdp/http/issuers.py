"""Issuers: whose tokens a deployment trusts, by its settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cdp.http.development import DevelopmentTokens
from cdp.http.jwks_url import JwksUrl
from cdp.http.keys import JwksFile, Published
from cdp.http.known import KnownTokens
from cdp.http.token import Authenticator, Issuer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cdp.http.keys import Source
    from cdp.settings import Settings


def authenticator(
    settings: Settings, *, seed: bytes | None, clock: Callable[[], datetime]
) -> KnownTokens:
    """What authenticates for this deployment, and knows again whom it has let in.

    `seed` is `RootKey.derive("token")`. It is ignored, and development tokens are refused like
    any stranger's, where the settings are not for development on loopback.
    """
    issuers = tuple(_issuers(settings, seed, clock))
    strict = Authenticator(issuers, audience=settings.token_audience, clock=clock)
    return KnownTokens(strict, clock=clock)


def source_of(settings: Settings) -> Source | None:
    """Where the issuer of the settings publishes its keys; None where they name none."""
    place = settings.token_jwks
    if place is None:
        return None
    return JwksUrl(url=place) if "://" in place else JwksFile(path=Path(place))


def _issuers(
    settings: Settings, seed: bytes | None, clock: Callable[[], datetime]
) -> Iterator[Issuer]:
    source = source_of(settings)
    if source is not None:
        yield Issuer(
            name=settings.token_issuer, directory="oidc", keys=Published(source, clock=clock)
        )
    if seed is not None and settings.trusts_development_tokens:
        yield DevelopmentTokens(seed).issuer()
