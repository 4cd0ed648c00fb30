"""Suite: which cipher, hash and MAC stand behind a suite byte.

01  AES-256-GCM with HMAC and HKDF over SHA-256, the default
11  SM4-GCM with HMAC and HKDF over SM3, for deployments under China's commercial-crypto rules

A key keeps the suite it was made with: two ciphers never run under one key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from privacy.errors import SuiteUnavailable, Tampered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TAG_BYTES: Final = 16
"""Length of an authentication tag, at the end of what a cipher seals."""

SM4_KEY: Final = b"cdp/sm4/v1"
"""SM4 takes 16 bytes; this label derives them from our 32."""


class Cipher(Protocol):
    """Authenticated encryption under one key."""

    @property
    def decrypt(self) -> Callable[[bytes, bytes, bytes], bytes]:
        """As `open`, without a call between: what does not authenticate raises `InvalidTag`."""

    def seal(self, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
        """Ciphertext and tag."""

    def open(self, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        """The plaintext. Raises `Tampered`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One row of the table above. Source: security.md §1.4; RFC 5869, RFC 2104, GB/T 32905."""

    number: int
    name: str
    digest: type[hashes.HashAlgorithm]
    cipher: Callable[[bytes], Cipher]

    def expand(self, key: bytes, info: bytes, length: int = 32) -> bytes:
        """HKDF-Expand: `length` bytes for `info`. Source: RFC 5869 §2.3.

        Raises:
            SuiteUnavailable: OpenSSL lacks the hash.
        """
        try:
            return HKDFExpand(algorithm=self.digest(), length=length, info=info).derive(key)
        except UnsupportedAlgorithm:
            raise SuiteUnavailable from None

    def mac(self, key: bytes, message: bytes) -> bytes:
        """HMAC, 32 bytes.

        Raises:
            SuiteUnavailable: OpenSSL lacks the hash.
        """
        try:
            code = hmac.HMAC(key, self.digest())
        except UnsupportedAlgorithm:
            raise SuiteUnavailable from None
        code.update(message)
        return code.finalize()

    def check(self) -> None:
        """Try every algorithm once, so that a start fails rather than a request.

        Raises:
            SuiteUnavailable: this build of OpenSSL lacks one of them.
        """
        key, nonce = bytes(32), bytes(12)
        cipher = self.cipher(self.expand(key, b"cdp/suite/check"))
        cipher.open(nonce, cipher.seal(nonce, self.mac(key, b""), b""), b"")


class _Aes256Gcm:
    """Source: NIST SP 800-38D."""

    __slots__ = ("decrypt", "seal")

    def __init__(self, key: bytes) -> None:
        aead = AESGCM(key)
        self.decrypt, self.seal = aead.decrypt, aead.encrypt

    def open(self, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        try:
            return self.decrypt(nonce, sealed, aad)
        except InvalidTag:
            raise Tampered from None


class _Sm4Gcm:
    """Source: GB/T 32907, RFC 8998."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = algorithms.SM4(SM4_GCM_SM3.expand(key, SM4_KEY, 16))

    def seal(self, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
        try:
            encryptor = BlockCipher(self._key, modes.GCM(nonce)).encryptor()
        except UnsupportedAlgorithm:
            raise SuiteUnavailable from None
        encryptor.authenticate_additional_data(aad)
        return encryptor.update(plaintext) + encryptor.finalize() + encryptor.tag

    def open(self, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        try:
            return self.decrypt(nonce, sealed, aad)
        except InvalidTag:
            raise Tampered from None

    def decrypt(self, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        body, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
        try:
            decryptor = BlockCipher(self._key, modes.GCM(nonce, tag)).decryptor()
        except UnsupportedAlgorithm:
            raise SuiteUnavailable from None
        decryptor.authenticate_additional_data(aad)
        plaintext = decryptor.update(body)  # not returned before `finalize` has checked the tag
        return plaintext + decryptor.finalize()


AES_GCM_SHA256: Final = Suite(
    number=0x01, name="AES-256-GCM, SHA-256", digest=hashes.SHA256, cipher=_Aes256Gcm
)
SM4_GCM_SM3: Final = Suite(number=0x11, name="SM4-GCM, SM3", digest=hashes.SM3, cipher=_Sm4Gcm)

SUITES: Final[Mapping[int, Suite]] = {
    suite.number: suite for suite in (AES_GCM_SHA256, SM4_GCM_SM3)
}
"""The suites by their byte. Whatever is not here is no suite."""


def suite_named(setting: str) -> Suite:
    """The suite that CDP_SUITE names, `"01"` or `"11"`, tried once.

    Raises:
        SuiteUnavailable: no such suite, or OpenSSL lacks its algorithms.
    """
    for suite in SUITES.values():
        if f"{suite.number:02x}" == setting:
            suite.check()
            return suite
    raise SuiteUnavailable
