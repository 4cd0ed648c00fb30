"""JwksUrl: a JWK set read over TLS.

The address comes from the settings and never from a token. Redirects are not followed, proxies of
the environment are not used, and no more is read than a set of keys can hold.
"""

from __future__ import annotations

import asyncio
import http.client
import ssl
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

TIMEOUT_S: Final = 3.0
LARGEST: Final = 256 * 1024
"""Octets of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JwksUrl:
    """A JWK set behind an `https://` address."""

    url: str
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    async def fetch(self) -> bytes:
        """The document.

        Raises:
            OSError: no connection, no trust in the certificate, no 200, or too much of it.
        """
        return await asyncio.to_thread(self._fetch)

    def _fetch(self) -> bytes:
        parts = urlsplit(self.url)
        connection = http.client.HTTPSConnection(
            parts.hostname or "", parts.port, timeout=TIMEOUT_S, context=self.trust
        )
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        try:
            connection.request("GET", target, headers={"Accept": "application/json"})
            answer = connection.getresponse()
            document = answer.read(LARGEST + 1)
        except (http.client.HTTPException, ValueError):
            raise OSError from None
        finally:
            connection.close()
        if answer.status != http.client.OK or len(document) > LARGEST:
            raise OSError
        return document
