"""A complete production environment, for tests to take from and add to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.forge import AUDIENCE, ISSUER

if TYPE_CHECKING:
    from collections.abc import Mapping

HANDLER: Final = "0192f000-0000-7000-8000-000000000001"
PRODUCTION: Final[Mapping[str, str]] = {
    "CDP_ENV": "production",
    "CDP_HANDLER_ID": HANDLER,
    "CDP_DATABASE_URL": "postgresql://cdp_app:word@db/cdp",
    "CDP_KEYS_URL": "postgresql://cdp_app:word@db/cdp_keys",
    "CDP_LEDGER_URL": "postgresql://cdp_ledger:word@db/cdp_ledger",
    "CDP_ROOT_KEY_FILE": "/etc/pipl-cdp/root.key",
    "CDP_TOKEN_ISSUER": ISSUER,
    "CDP_TOKEN_AUDIENCE": AUDIENCE,
    "CDP_TOKEN_JWKS": "https://id.example.com/jwks",
    "CDP_LEDGER_ORIGIN": "ledger.example.com/cdp",
}
