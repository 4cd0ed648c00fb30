"""A key set is read for what we can use, and a key verifies with its own algorithms alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from cdp.http.jwks import ALLOWED, read
from tests.forge import Forge, base64url, jwks

if TYPE_CHECKING:
    from collections.abc import Mapping


def kids(*entries: object) -> set[str]:
    """The names of the usable keys among `entries`."""
    return set(read(json.dumps({"keys": entries}).encode()))


def test_each_kind_of_key_has_its_algorithms(
    forge: Forge, ec_forge: Forge, rsa_forge: Forge
) -> None:
    """And none of them is symmetric, or absent."""
    keys = read(jwks(forge, ec_forge, rsa_forge))
    expected = {
        "k1": frozenset({"EdDSA", "Ed25519"}),
        "e1": frozenset({"ES256"}),
        "r1": frozenset({"PS256", "RS256"}),
    }
    assert expected == {kid: key.algorithms for kid, key in keys.items()}
    assert frozenset({"ES256", "EdDSA", "Ed25519", "PS256", "RS256"}) == ALLOWED


def test_an_issuer_may_narrow_a_key_to_one_algorithm(rsa_forge: Forge) -> None:
    """By `alg` in the published key. Source: RFC 7517 section 4.4."""
    keys = read(json.dumps({"keys": [rsa_forge.jwk(alg="PS256")]}).encode())
    assert keys["r1"].algorithms == {"PS256"}


@pytest.mark.parametrize(
    "changed",
    [
        {"use": "enc"},
        {"key_ops": ["sign"]},
        {"key_ops": "verify"},
        {"alg": "HS256"},
        {"alg": "none"},
        {"alg": ["EdDSA"]},
        {"kid": None},
        {"kid": 5},
        {"kid": ""},
        {"crv": "Ed448"},
        {"crv": []},
        {"kty": "oct"},
        {"kty": None},
        {"x": "AAAA"},
        {"x": "!"},
        {"x": 7},
        {"x": None},
        {"d": base64url(bytes(32))},
    ],
)
def test_a_key_that_we_cannot_use_is_left_out(forge: Forge, changed: Mapping[str, object]) -> None:
    """Other uses, other kinds, broken numbers, and private keys that somebody published."""
    assert kids(forge.jwk(**changed), forge.jwk(kid="k2")) == {"k2"}


def test_a_short_rsa_key_is_left_out(forge: Forge) -> None:
    """1024 bits were factored long ago."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - refused
    short = Forge(kid="r0", private=private)
    assert kids(short.jwk(), forge.jwk()) == {"k1"}


def test_a_point_off_the_curve_is_left_out(ec_forge: Forge, forge: Forge) -> None:
    """Invalid-curve attacks begin with one."""
    assert kids(ec_forge.jwk(y=base64url(bytes(32))), forge.jwk()) == {"k1"}


def test_of_two_keys_with_one_name_neither_counts(forge: Forge, ec_forge: Forge) -> None:
    """Which of them a token meant could only be guessed."""
    assert kids(forge.jwk(kid="same"), ec_forge.jwk(kid="same"), forge.jwk()) == {"k1"}


@pytest.mark.parametrize(
    "document",
    [b"", b"{}", b"[]", b"null", b'{"keys": {}}', b'{"keys": [[]]}', b"\xff", b'{"keys": null}',
     b'{"keys": [' + b",".join([b"{}"] * 65) + b"]}"],
)  # fmt: skip
def test_what_is_no_key_set_holds_no_keys(document: bytes) -> None:
    """A page of HTML, an outage, a set beyond all measure."""
    assert read(document) == {}
