"""FieldKey: the opened data key of one person and key category, in all its versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacy.discreet import Discreet
from privacy.errors import Tampered
from privacy.vault.envelope import NONCE_BYTES, field_aad, field_head, read_field
from privacy.vault.padding import TEXT_BLOCK, pad, unpad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from privacy.vault.suite import Cipher, Suite


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyVersion:
    """32 bytes of key, and the suite that it was made for."""

    suite: Suite
    secret: bytes = field(repr=False)


class FieldKey(Discreet):
    """Seals with the highest version, opens with the one that the envelope names.

    Implements `privacy.grant.DataKey`. A nonce is random: a key seals a few dozen values, far
    below the 2^32 of SP 800-38D §8.3.
    """

    __slots__ = ("_ciphers", "_entropy", "_handler", "_newest", "_subject", "_versions")

    _ciphers: dict[int, Cipher]
    _entropy: Callable[[int], bytes]
    _handler: UUID
    _newest: int
    _subject: UUID
    _versions: Mapping[int, KeyVersion]

    def __init__(
        self,
        versions: Mapping[int, KeyVersion],
        *,
        handler: UUID,
        subject: UUID,
        entropy: Callable[[int], bytes],
    ) -> None:
        self._keep(
            _versions=versions,
            _newest=max(versions),
            _handler=handler,
            _subject=subject,
            _entropy=entropy,
            _ciphers={},
        )

    def open(self, sealed: bytes, *, row: UUID, column: str) -> bytes:
        """The plaintext, padding removed.

        Raises:
            Tampered: not sealed by this key, for this place, or not whole.
        """
        envelope = read_field(sealed)
        version = self._versions.get(envelope.number)
        if version is None or version.suite is not envelope.suite:
            raise Tampered
        aad = self._aad(envelope.head, row, column)
        return unpad(self._cipher(envelope.number).open(envelope.nonce, envelope.body, aad))

    def seal(self, plaintext: bytes, *, row: UUID, column: str, block: int = TEXT_BLOCK) -> bytes:
        """The envelope of `plaintext`, padded to `block` bytes and bound to its place."""
        head = field_head(self._versions[self._newest].suite, self._newest)
        nonce = self._entropy(NONCE_BYTES)
        aad = self._aad(head, row, column)
        return head + nonce + self._cipher(self._newest).seal(nonce, pad(plaintext, block), aad)

    def derive(self, info: bytes) -> bytes:
        """32 bytes of HKDF-Expand under the oldest version: a pseudonym outlives a rotation."""
        return self._oldest.suite.expand(self._oldest.secret, info)

    def mac(self, info: bytes, message: bytes) -> bytes:
        """HMAC of `message`, 32 bytes, under the key derived for `info`."""
        return self._oldest.suite.mac(self.derive(info), message)

    @property
    def _oldest(self) -> KeyVersion:
        return self._versions[min(self._versions)]

    def _aad(self, head: bytes, row: UUID, column: str) -> bytes:
        return field_aad(head, handler=self._handler, subject=self._subject, row=row, column=column)

    def _cipher(self, key_ver: int) -> Cipher:
        cipher = self._ciphers.get(key_ver)
        if cipher is None:
            version = self._versions[key_ver]
            cipher = self._ciphers[key_ver] = version.suite.cipher(version.secret)
        return cipher
