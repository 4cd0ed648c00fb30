"""KnownTokens: tokens that were verified a moment ago are not verified again.

Of a token nothing is kept but its SHA-256, and with it the Actor and the key that vouched for
her. An entry ends with its token, and with its key: the issuer's keys are asked for that key each
time, as they are for a stranger, and a key that was withdrawn, replaced or only read anew makes
the token a stranger again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cdp.http.token import Authenticator, Vouched
    from privacy.terms import Actor

MOST: Final = 10_000
"""Tokens that a process knows; whoever came longest ago goes first."""


class KnownTokens:
    """Stands before an Authenticator, and answers for it where it has answered before."""

    def __init__(
        self, authenticator: Authenticator, *, clock: Callable[[], datetime], most: int = MOST
    ) -> None:
        self._authenticator = authenticator
        self._clock = clock
        self._most = most
        self._known: OrderedDict[bytes, Vouched] = OrderedDict()

    async def authenticate(self, header: str | None) -> Actor:
        """Who asks; see `Authenticator.authenticate`, whose word it is."""
        if header is None:
            return await self._authenticator.authenticate(header)
        name = hashlib.sha256(header.encode("utf-8", "surrogatepass")).digest()
        vouched = self._known.get(name)
        if vouched is not None:
            if await vouched.still_holds(self._clock()):
                return self._kept(name, vouched)
            self._known.pop(name, None)
        return self._kept(name, await self._authenticator.vouched(header))

    def _kept(self, name: bytes, vouched: Vouched) -> Actor:
        self._known[name] = vouched
        self._known.move_to_end(name)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return vouched.actor
