"""An issuer, what it published, and an Authenticator that trusts it."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from cdp.http.jwks import read
from cdp.http.keys import Fixed
from cdp.http.token import Authenticator, Issuer
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, at, jwks


@pytest.fixture(scope="session")
def rsa_forge() -> Forge:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return Forge(kid="r1", algorithm="PS256", private=private)


@pytest.fixture(scope="session")
def ec_forge() -> Forge:
    return Forge(kid="e1", algorithm="ES256", private=ec.generate_private_key(ec.SECP256R1()))


@pytest.fixture
def forge() -> Forge:
    return Forge()


@pytest.fixture
def authenticator(forge: Forge, ec_forge: Forge, rsa_forge: Forge) -> Authenticator:
    keys = Fixed(keys=read(jwks(forge, ec_forge, rsa_forge)))
    issuer = Issuer(name=ISSUER, directory="oidc", keys=keys)
    return Authenticator([issuer], audience=AUDIENCE, clock=at(NOW))
