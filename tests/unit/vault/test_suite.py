"""A suite works whole or refuses to start."""

from __future__ import annotations

from typing import NoReturn

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from privacy.errors import SuiteUnavailable, Tampered
from privacy.vault import AES_GCM_SHA256, SM4_GCM_SM3, SUITES, Suite, suite_named


class UnknownDigest(hashes.SHA256):
    """A hash that no OpenSSL has."""

    name = "sm3-of-a-build-without-it"


def without_sm4(*_: object) -> NoReturn:
    raise UnsupportedAlgorithm("SM4 in GCM mode is not supported by this build")


@pytest.mark.parametrize(("setting", "suite"), [("01", AES_GCM_SHA256), ("11", SM4_GCM_SM3)])
def test_a_setting_names_its_suite(setting: str, suite: Suite) -> None:
    """The byte that stands in every envelope, in hexadecimal."""
    assert suite_named(setting) is suite


@pytest.mark.parametrize("setting", ["", "1", "02", "10", "AES"])
def test_a_setting_that_names_no_suite_refuses_to_start(setting: str) -> None:
    """There is no default behind a typing mistake."""
    with pytest.raises(SuiteUnavailable):
        suite_named(setting)


@pytest.mark.parametrize("suite", tuple(SUITES.values()), ids=lambda suite: suite.name)
def test_this_build_has_both_suites(suite: Suite) -> None:
    """The wheel of `cryptography` on PyPI carries SM3 and SM4-GCM."""
    suite.check()


def test_a_build_without_the_hash_refuses_the_suite() -> None:
    """Expansion and code alike, by our error and not by the library's."""
    suite = Suite(
        number=0x11, name="half a suite", digest=UnknownDigest, cipher=AES_GCM_SHA256.cipher
    )
    with pytest.raises(SuiteUnavailable):
        suite.expand(bytes(32), b"info")
    with pytest.raises(SuiteUnavailable):
        suite.mac(bytes(32), b"message")
    with pytest.raises(SuiteUnavailable):
        suite.check()


def test_a_build_without_sm4_refuses_the_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    """At start by the check, and at any later opening."""
    cipher = SM4_GCM_SM3.cipher(bytes(32))
    monkeypatch.setattr("privacy.vault.suite.BlockCipher", without_sm4)
    with pytest.raises(SuiteUnavailable):
        suite_named("11")
    with pytest.raises(SuiteUnavailable):
        cipher.open(bytes(12), bytes(32), b"")


@pytest.mark.parametrize("suite", tuple(SUITES.values()), ids=lambda suite: suite.name)
def test_associated_data_is_authenticated(suite: Suite) -> None:
    """What a value is bound to is not in its bytes, and still must be right."""
    cipher = suite.cipher(bytes(32))
    sealed = cipher.seal(bytes(12), b"text", b"here")
    assert cipher.open(bytes(12), sealed, b"here") == b"text"
    with pytest.raises(Tampered):
        cipher.open(bytes(12), sealed, b"there")
