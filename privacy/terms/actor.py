"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from privacy.terms.processing import Purpose, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An authenticated caller: what its token says, bounded by its client's registration.

    `id` is a pairwise subject, never a name; `purposes` is the ceiling of the token; `acr` and
    `auth_time` tell how and when the person last authenticated (RFC 9470).
    """

    id: str
    client: str
    roles: frozenset[Role]
    purposes: frozenset[Purpose]
    token_id: str = ""
    unit: str = ""
    acr: str = ""
    auth_time: datetime | None = None
    expires_at: datetime | None = None
