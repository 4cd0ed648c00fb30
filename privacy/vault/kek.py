"""Kek: the key of one epoch, which wraps data keys; itself wrapped by the root key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from privacy.discreet import Discreet
from privacy.errors import Tampered
from privacy.vault.envelope import (
    KEY_BYTES,
    NONCE_BYTES,
    dek_aad,
    kek_aad,
    read_wrapped,
    wrapped_head,
)
from privacy.vault.field_key import KeyVersion

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from privacy.terms import KeyCategory
    from privacy.vault.suite import Cipher, Suite


class Kek(Discreet):
    """Wraps and unwraps the data keys of its epoch, each bound to person, column and version."""

    __slots__ = ("_cipher", "_handler", "epoch", "suite")

    _cipher: Cipher
    _handler: UUID
    epoch: int
    suite: Suite

    def __init__(self, secret: bytes, *, epoch: int, suite: Suite, handler: UUID) -> None:
        self._keep(_cipher=suite.cipher(secret), epoch=epoch, suite=suite, _handler=handler)

    @classmethod
    def make(
        cls,
        root: bytes,
        *,
        epoch: int,
        suite: Suite,
        handler: UUID,
        entropy: Callable[[int], bytes],
    ) -> bytes:
        """A new key for `epoch`, wrapped by `root` (the root key's use `kek`): 66 bytes."""
        head, nonce = wrapped_head(suite, epoch), entropy(NONCE_BYTES)
        aad = kek_aad(head, handler=handler)
        return head + nonce + suite.cipher(root).seal(nonce, entropy(KEY_BYTES), aad)

    @classmethod
    def unwrap(cls, wrapped: bytes, root: bytes, *, epoch: int, handler: UUID) -> Self:
        """The key of `epoch`.

        Raises:
            Tampered: not what `make` gave for this root, epoch and handler.
        """
        envelope = read_wrapped(wrapped)
        if envelope.number != epoch:
            raise Tampered
        aad = kek_aad(envelope.head, handler=handler)
        secret = envelope.suite.cipher(root).open(envelope.nonce, envelope.body, aad)
        return cls(secret, epoch=epoch, suite=envelope.suite, handler=handler)

    def wrap(
        self, secret: bytes, *, subject: UUID, category: KeyCategory, key_ver: int, nonce: bytes
    ) -> bytes:
        """`secret` as it stands in the key row's column `category`: 66 bytes."""
        head = wrapped_head(self.suite, self.epoch)
        aad = dek_aad(
            head, handler=self._handler, subject=subject, category=category, key_ver=key_ver
        )
        return head + nonce + self._cipher.seal(nonce, secret, aad)

    def open(
        self, wrapped: bytes, *, subject: UUID, category: KeyCategory, key_ver: int
    ) -> KeyVersion:
        """The data key that `wrap` was given.

        Raises:
            Tampered: another epoch's, person's, column's or version's, or not whole.
        """
        envelope = read_wrapped(wrapped)
        if envelope.number != self.epoch or envelope.suite is not self.suite:
            raise Tampered
        aad = dek_aad(
            envelope.head,
            handler=self._handler,
            subject=subject,
            category=category,
            key_ver=key_ver,
        )
        secret = self._cipher.open(envelope.nonce, envelope.body, aad)
        return KeyVersion(suite=self.suite, secret=secret)
