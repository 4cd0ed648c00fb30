"""Kek: the key of one epoch, which wraps data keys; itself wrapped by the root key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from cryptography.exceptions import InvalidTag

from privacy.discreet import Discreet
from privacy.errors import Tampered
from privacy.vault.envelope import (
    KEY_BYTES,
    NONCE_BYTES,
    WRAPPED_BODY,
    WRAPPED_BYTES,
    WRAPPED_HEAD,
    dek_bond,
    dek_place,
    kek_aad,
    suite_of,
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

    __slots__ = ("_bond", "_cipher", "_head", "epoch", "suite")

    _bond: bytes
    _cipher: Cipher
    _head: bytes
    epoch: int
    suite: Suite

    def __init__(self, secret: bytes, *, epoch: int, suite: Suite, handler: UUID) -> None:
        head = wrapped_head(suite, epoch)
        self._keep(
            _cipher=suite.cipher(secret),
            _head=head,
            _bond=dek_bond(head, handler=handler),
            epoch=epoch,
            suite=suite,
        )

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
        suite = suite_of(wrapped)
        head = wrapped[:WRAPPED_HEAD]
        nonce, body = wrapped[WRAPPED_HEAD:WRAPPED_BODY], wrapped[WRAPPED_BODY:]
        if head != wrapped_head(suite, epoch):
            raise Tampered
        secret = suite.cipher(root).open(nonce, body, kek_aad(head, handler=handler))
        return cls(secret, epoch=epoch, suite=suite, handler=handler)

    def wrap(
        self, secret: bytes, *, subject: UUID, category: KeyCategory, key_ver: int, nonce: bytes
    ) -> bytes:
        """`secret` as it stands in the key row's column `category`: 66 bytes."""
        aad = self._bond + dek_place(subject=subject, category=category, key_ver=key_ver)
        return self._head + nonce + self._cipher.seal(nonce, secret, aad)

    def open(
        self, wrapped: bytes, *, subject: UUID, category: KeyCategory, key_ver: int
    ) -> KeyVersion:
        """The data key that `wrap` was given.

        Raises:
            Tampered: another epoch's, person's, column's or version's, or not whole.
        """
        # The head says format, suite and epoch: this KEK's is the only one that it opens.
        if wrapped[:WRAPPED_HEAD] != self._head or len(wrapped) != WRAPPED_BYTES:
            raise Tampered
        nonce, body = wrapped[WRAPPED_HEAD:WRAPPED_BODY], wrapped[WRAPPED_BODY:]
        aad = self._bond + dek_place(subject=subject, category=category, key_ver=key_ver)
        try:
            return KeyVersion(self.suite, self._cipher.decrypt(nonce, body, aad))
        except InvalidTag:
            raise Tampered from None
