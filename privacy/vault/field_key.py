"""FieldKey: the opened data key of one person and key category, in all its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cryptography.exceptions import InvalidTag

from privacy.discreet import Discreet, keeper
from privacy.errors import Tampered
from privacy.vault.envelope import (
    FIELD_BODY,
    FIELD_HEAD,
    NONCE_BYTES,
    SHORTEST_FIELD,
    field_bond,
    field_column,
    field_head,
)
from privacy.vault.padding import MARK, TEXT_BLOCK, pad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from privacy.vault.suite import Cipher, Suite

T = TypeVar("T")


class KeyVersion(NamedTuple):  # a tuple is made in a third of a dataclass's time, once a key
    """32 bytes of key, and the suite that it was made for."""

    suite: Suite
    secret: bytes

    def __repr__(self) -> str:
        """Name the suite; never the key."""
        return f"<KeyVersion suite={self.suite.number:02x}>"


class FieldKey(Discreet):
    """Seals with the highest version, opens with the one that the envelope names.

    Implements `privacy.grant.DataKey`. A nonce is random: a key seals a few dozen values, far
    below the 2^32 of SP 800-38D §8.3.
    """

    __slots__ = ("_entropy", "_handler", "_ready", "_subject", "_versions")

    _entropy: Callable[[int], bytes]
    _handler: UUID
    _ready: dict[bytes, tuple[Cipher, bytes]]
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
        _keep_versions(self, versions)
        _keep_handler(self, handler)
        _keep_subject(self, subject)
        _keep_entropy(self, entropy)
        _keep_ready(self, {})

    def open(self, sealed: bytes, *, row: UUID, column: str) -> bytes:
        """The plaintext, padding removed.

        Raises:
            Tampered: not sealed by this key, for this place, or not whole.
        """
        return self.opener(column, bytes)(sealed, row)

    def opener(self, column: str, of: Callable[[bytes], T]) -> Callable[[bytes, UUID], T]:
        """What opens many values of `column`, of ciphertext and row, and gives what `of` makes.

        One call a value, straight on: what a column's values share is worked out here.

        Raises, as it is used:
            Tampered: as `open`; or the plaintext is no UTF-8, where `of` says so.
        """
        ready, under, place = self._ready, self._under, field_column(column)

        def opened(sealed: bytes, row: UUID) -> T:
            if len(sealed) < SHORTEST_FIELD:
                raise Tampered
            head = sealed[:FIELD_HEAD]
            # It says format, suite and version: one that is none of this key's is not known.
            cipher, bond = ready.get(head) or under(head)
            nonce, body = sealed[FIELD_HEAD:FIELD_BODY], sealed[FIELD_BODY:]
            try:
                plaintext = cipher.decrypt(nonce, body, bond + row.bytes + place).rstrip(b"\x00")
                # Without its mark it is none of ours, although it authenticated.
                if plaintext[-1:] != MARK:
                    raise Tampered
                return of(plaintext[:-1])
            except (InvalidTag, UnicodeDecodeError):
                raise Tampered from None

        return opened

    def seal(self, plaintext: bytes, *, row: UUID, column: str, block: int = TEXT_BLOCK) -> bytes:
        """The envelope of `plaintext`, padded to `block` bytes and bound to its place."""
        newest = max(self._versions)
        head = field_head(self._versions[newest].suite, newest)
        nonce = self._entropy(NONCE_BYTES)
        cipher, bond = self._ready.get(head) or self._under(head)
        aad = bond + row.bytes + field_column(column)
        return head + nonce + cipher.seal(nonce, pad(plaintext, block), aad)

    def derive(self, info: bytes) -> bytes:
        """32 bytes of HKDF-Expand under the oldest version: a pseudonym outlives a rotation."""
        return self._oldest.suite.expand(self._oldest.secret, info)

    def mac(self, info: bytes, message: bytes) -> bytes:
        """HMAC of `message`, 32 bytes, under the key derived for `info`."""
        return self._oldest.suite.mac(self.derive(info), message)

    @property
    def _oldest(self) -> KeyVersion:
        return self._versions[min(self._versions)]

    def _under(self, head: bytes) -> tuple[Cipher, bytes]:
        """The cipher of the version that `head` names, and what its values are bound to.

        Made once a version and operation, however many values it opens.

        Raises:
            Tampered: it is the head of no version of this key.
        """
        for number, version in self._versions.items():
            if head == field_head(version.suite, number):
                bond = field_bond(head, handler=self._handler, subject=self._subject)
                self._ready[head] = version.suite.cipher(version.secret), bond
                return self._ready[head]
        raise Tampered


_keep_versions, _keep_handler, _keep_subject, _keep_entropy, _keep_ready = (
    keeper(FieldKey, slot) for slot in ("_versions", "_handler", "_subject", "_entropy", "_ready")
)
