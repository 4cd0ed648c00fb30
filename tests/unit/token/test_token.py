"""An honest token names its bearer; every dishonest one is refused for the rule it breaks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.errors import Unauthenticated
from cdp.http.compact import Compact
from cdp.http.fault import ADVICE, TokenFault
from cdp.http.jwks import read
from privacy.terms import Actor, Purpose, Role
from tests.forge import ISSUER, NOW, Forge, base64url, claims, jwks, spelled

if TYPE_CHECKING:
    from cdp.http.token import Authenticator

MINUTE_S = 60
DAY_S = 86_400
AT = int(NOW.timestamp())


async def fault_of(authenticator: Authenticator, header: str | None) -> str:
    """Why `header` is refused."""
    with pytest.raises(Unauthenticated) as refused:
        await authenticator.authenticate(header)
    assert str(refused.value) == refused.value.message
    return refused.value.fault


async def test_an_honest_token_names_its_bearer(authenticator: Authenticator, forge: Forge) -> None:
    """Roles and purposes become words of the vocabulary, times become aware, `sub` its issuer's."""
    actor = await authenticator.authenticate(f"Bearer {forge.token()}")
    expected = Actor(
        id="oidc:Zk3pairwise",
        client="crm-web",
        roles=frozenset({Role.FRONTEND_AGENT}),
        purposes=frozenset({Purpose.SERVICE_SUPPORT}),
        token_id="tok-1",
        unit="callcentre-2",
        acr="aal2",
        auth_time=NOW - timedelta(minutes=1),
        expires_at=NOW + timedelta(minutes=10),
    )
    assert expected == actor


@pytest.mark.parametrize("name", ["EdDSA", "Ed25519"])
async def test_both_names_of_the_edwards_curve_are_understood(
    authenticator: Authenticator, forge: Forge, name: str
) -> None:
    """RFC 9864 renames EdDSA; issuers will send either for years."""
    token = forge.token(header={**forge.header, "alg": name})
    assert (await authenticator.authenticate(f"Bearer {token}")).client == "crm-web"


async def test_elliptic_and_rsa_keys_verify(
    authenticator: Authenticator, ec_forge: Forge, rsa_forge: Forge
) -> None:
    """ES256, PS256 and RS256: what identity providers sign with."""
    tokens = [
        ec_forge.token(),
        rsa_forge.token(),
        replace(rsa_forge, algorithm="RS256").token(),
    ]
    actors = [await authenticator.authenticate(f"Bearer {token}") for token in tokens]
    assert {"oidc:Zk3pairwise"} == {actor.id for actor in actors}


@pytest.mark.parametrize("header", [None, "", "   "])
async def test_no_token_is_missing(authenticator: Authenticator, header: str | None) -> None:
    """Nothing was sent, so nothing is wrong with it."""
    assert await fault_of(authenticator, header) == TokenFault.MISSING


async def test_the_scheme_has_no_case(authenticator: Authenticator, forge: Forge) -> None:
    """RFC 9110 section 11.1."""
    assert (await authenticator.authenticate(f"bEARER {forge.token()}")).unit == "callcentre-2"


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer a.b", "Bearer a.b.c.d", "Bearer ..",
     "Bearer \x00.\x00.\x00", "DPoP a.b.c", "Bearer a.b.c, Bearer d.e.f"],
)  # fmt: skip
async def test_what_is_no_signed_token_is_malformed(
    authenticator: Authenticator, header: str
) -> None:
    """Other schemes, other shapes, two at once."""
    assert await fault_of(authenticator, header) == TokenFault.MALFORMED


async def test_a_giant_token_is_not_even_decoded(
    authenticator: Authenticator, forge: Forge
) -> None:
    """However well it is signed."""
    token = forge.token(payload=claims(padding="x" * 9000))
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.MALFORMED


@pytest.mark.parametrize("segment", [0, 1, 2])
async def test_padding_is_refused(authenticator: Authenticator, forge: Forge, segment: int) -> None:
    """The same octets, spelled another way."""
    parts = forge.token().split(".")
    parts[segment] += "="
    assert await fault_of(authenticator, "Bearer " + ".".join(parts)) == TokenFault.MALFORMED


async def test_spare_bits_in_a_signature_are_refused(
    authenticator: Authenticator, forge: Forge
) -> None:
    """64 octets leave four bits over; a lax decoder reads sixteen spellings of one signature."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    head, last = forge.token()[:-1], forge.token()[-1]
    others = [letter for letter in alphabet if letter != last]
    faults = {await fault_of(authenticator, f"Bearer {head}{letter}") for letter in others}
    assert faults == {TokenFault.MALFORMED, TokenFault.SIGNATURE}


async def test_spare_bits_in_a_payload_are_refused_though_signed(
    authenticator: Authenticator, forge: Forge
) -> None:
    """Even the issuer has one spelling."""
    payload = spelled(claims(jti="tok-12"))
    assert len(payload) % 4 != 0
    other = payload[:-1] + chr(ord(payload[-1]) + 1)
    token = forge.over(spelled(forge.header), other)
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.MALFORMED


@pytest.mark.parametrize(
    "member",
    [
        b'{"alg":"EdDSA","alg":"EdDSA","typ":"at+jwt","kid":"k1"}',
        b'{"alg":"EdDSA","typ":"at+jwt","kid":"k1","kid":"k1"}',
        b'["EdDSA"]',
        b"null",
        b'{"alg":"EdDSA","typ":"at+jwt","kid":"k1","x":NaN}',
        b'\xef\xbb\xbf{"alg":"EdDSA","typ":"at+jwt","kid":"k1"}',
        b'{"alg":"EdDSA","typ":"at+jwt","kid":"\xff"}',
        b"[" * 3000,
    ],
)
async def test_a_header_that_two_parsers_could_read_differently_is_malformed(
    authenticator: Authenticator, forge: Forge, member: bytes
) -> None:
    """Members twice, no object, no JSON, no UTF-8, bottomless."""
    token = forge.over(base64url(member), spelled(claims()))
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.MALFORMED


async def test_a_claim_that_stands_twice_is_malformed(
    authenticator: Authenticator, forge: Forge
) -> None:
    """One reader would take the first role, another the last."""
    twice = json.dumps(claims())[:-1] + ', "roles": ["auditor"]}'
    token = forge.over(spelled(forge.header), base64url(twice.encode()))
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.MALFORMED


@pytest.mark.parametrize("kind", [None, "JWT", "jwt", "id+jwt", "at+jwt2", "", 5, ["at+jwt"]])
async def test_other_kinds_of_token_are_refused(
    authenticator: Authenticator, forge: Forge, kind: object
) -> None:
    """An ID token or a logout token of the same issuer opens nothing. Source: RFC 9068 4."""
    token = forge.token(header={**forge.header, "typ": kind})
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.TYPE


async def test_the_media_type_spelling_of_the_kind_is_understood(
    authenticator: Authenticator, forge: Forge
) -> None:
    """RFC 9068 section 2.1 allows both."""
    token = forge.token(header={**forge.header, "typ": "application/AT+JWT"})
    assert (await authenticator.authenticate(f"Bearer {token}")).token_id == "tok-1"


@pytest.mark.parametrize("name", ["none", "None", "HS256", "HS512", "ES384", "RS1", "", 1, None])
async def test_algorithms_outside_the_list_are_refused(
    authenticator: Authenticator, forge: Forge, name: object
) -> None:
    """Whatever the signature."""
    token = forge.token(header={**forge.header, "alg": name})
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.ALGORITHM


async def test_an_unsigned_token_is_refused(authenticator: Authenticator, forge: Forge) -> None:
    """`alg: none` with an empty signature, the oldest trick."""
    header = spelled({**forge.header, "alg": "none"})
    token = f"{header}.{spelled(claims())}."
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.ALGORITHM


async def test_the_public_key_is_no_secret(authenticator: Authenticator, forge: Forge) -> None:
    """HMAC with the published key, in each form in which a library might take it."""
    secrets = [
        forge.public_octets,
        json.dumps(forge.jwk()).encode(),
        jwks(forge),
        b"",
    ]
    header = {**forge.header, "alg": "HS256"}
    faults = {await fault_of(authenticator, f"Bearer {forge.hs256(s, header)}") for s in secrets}
    assert faults == {TokenFault.ALGORITHM}


async def test_an_hmac_under_an_allowed_name_does_not_verify(
    authenticator: Authenticator, forge: Forge
) -> None:
    """The header lies about how it was signed."""
    token = forge.hs256(forge.public_octets, forge.header)
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.SIGNATURE


async def test_an_algorithm_of_another_key_is_refused(
    authenticator: Authenticator, ec_forge: Forge
) -> None:
    """The key says what it may verify; the token does not choose."""
    token = ec_forge.token(header={**ec_forge.header, "alg": "RS256"})
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.ALGORITHM


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jwk", Forge().jwk()),
        ("jku", "https://evil.example/jwks"),
        ("x5u", "https://evil.example/cert"),
        ("x5c", ["MIIB"]),
        ("crit", ["exp"]),
        ("crit", []),
        ("b64", False),
        ("zip", "DEF"),
    ],
)  # fmt: skip
async def test_a_header_that_brings_its_own_key_or_rules_is_refused(
    authenticator: Authenticator, forge: Forge, name: str, value: object
) -> None:
    """No key is taken from a token, none is fetched where it points, nothing is read otherwise."""
    token = forge.token(header={**forge.header, name: value})
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.HEADER


@pytest.mark.parametrize(
    "kid",
    ["k2", "", "../../../dev/null", "/dev/null", "k1\x00", "k1' OR '1'='1", "file:///etc/passwd",
     "|/bin/true", "K1", None, 1, ["k1"], {"k1": 1}],
)  # fmt: skip
async def test_a_key_that_nobody_published_is_unknown(
    authenticator: Authenticator, forge: Forge, kid: object
) -> None:
    """`kid` is looked up among names, and is neither a path, nor an address, nor a query."""
    token = forge.token(header={**forge.header, "kid": kid})
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.KEY


async def test_another_key_under_a_published_name_does_not_verify(
    authenticator: Authenticator,
) -> None:
    """The thief has a key, not the key."""
    thief = Forge.edwards(kid="k1", seed=bytes(32))
    assert await fault_of(authenticator, f"Bearer {thief.token()}") == TokenFault.SIGNATURE


async def test_a_changed_claim_does_not_verify(authenticator: Authenticator, forge: Forge) -> None:
    """Signed as an agent, sent as an auditor."""
    header, _, signature = forge.token().split(".")
    token = f"{header}.{spelled(claims(roles=['auditor']))}.{signature}"
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.SIGNATURE


@pytest.mark.parametrize(
    "issuer", ["https://evil.example/", ISSUER.rstrip("/"), ISSUER.upper(), None, [ISSUER], 7]
)
async def test_a_stranger_issues_nothing(
    authenticator: Authenticator, forge: Forge, issuer: object
) -> None:
    """Compared letter by letter."""
    token = forge.token(payload=claims(iss=issuer))
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.ISSUER


@pytest.mark.parametrize("audience", ["other", "CDP", None, [], ["other"], {"cdp": 1}, [["cdp"]]])
async def test_a_token_for_another_service_is_refused(
    authenticator: Authenticator, forge: Forge, audience: object
) -> None:
    """The issuer signed it, but not for us."""
    token = forge.token(payload=claims(aud=audience))
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.AUDIENCE


async def test_one_of_several_audiences_suffices(
    authenticator: Authenticator, forge: Forge
) -> None:
    """RFC 7519 section 4.1.3."""
    token = forge.token(payload=claims(aud=["other", "cdp"]))
    assert (await authenticator.authenticate(f"Bearer {token}")).acr == "aal2"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"exp": AT}, TokenFault.EXPIRED),
        ({"exp": AT - 1}, TokenFault.EXPIRED),
        ({"exp": 0}, TokenFault.EXPIRED),
        ({"nbf": AT + MINUTE_S}, TokenFault.NOT_YET_VALID),
        ({"iat": AT + MINUTE_S, "exp": AT + 2 * MINUTE_S}, TokenFault.NOT_YET_VALID),
        ({"iat": AT - 10, "exp": AT + DAY_S}, TokenFault.LIFETIME),
        ({"exp": None}, TokenFault.CLAIMS),
        ({"iat": None}, TokenFault.CLAIMS),
        ({"exp": str(AT + 600)}, TokenFault.CLAIMS),
        ({"exp": True}, TokenFault.CLAIMS),
        ({"exp": 1e300}, TokenFault.CLAIMS),
        ({"exp": 10**400}, TokenFault.CLAIMS),
        ({"exp": -1}, TokenFault.CLAIMS),
        ({"nbf": "now"}, TokenFault.CLAIMS),
        ({"auth_time": AT + MINUTE_S}, TokenFault.CLAIMS),
        ({"auth_time": []}, TokenFault.CLAIMS),
    ],
)
async def test_a_token_out_of_its_time_is_refused(
    authenticator: Authenticator, forge: Forge, changed: dict[str, object], fault: TokenFault
) -> None:
    """Past, future, endless, or with times that are none."""
    token = forge.token(payload=claims(**changed))
    assert await fault_of(authenticator, f"Bearer {token}") == fault


async def test_an_issuer_whose_clock_is_a_little_ahead_is_believed(
    authenticator: Authenticator, forge: Forge
) -> None:
    """Half a minute, before its time; not a second after it."""
    token = forge.token(payload=claims(iat=AT + 29, nbf=AT + 29, exp=AT + 600.5))
    assert (await authenticator.authenticate(f"Bearer {token}")).client == "crm-web"


@pytest.mark.parametrize(
    "changed",
    [
        {"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "王小明"}, {"sub": "a b"},
        {"sub": "agent@corp.example"}, {"sub": "13800138000"}, {"sub": "x" * 300},
        {"client_id": None}, {"client_id": "CRM"}, {"client_id": "a\nb"},
        {"jti": None}, {"jti": "x" * 129}, {"jti": "13800138000"},
        {"unit": "Call Centre"}, {"acr": "a b"}, {"acr": 2},
        {"roles": "frontend_agent"}, {"roles": ["superuser"]}, {"roles": [1]}, {"roles": {"a": 1}},
        {"roles": ["FRONTEND_AGENT"]}, {"purposes": ["*"]}, {"purposes": "service.support"},
        {"purposes": ["service.support", "service.supprt"]}, {"purposes": [["service.support"]]},
    ],
)  # fmt: skip
async def test_a_claim_that_a_ledger_entry_could_not_hold_refuses_the_token(
    authenticator: Authenticator, forge: Forge, changed: dict[str, object]
) -> None:
    """Missing, of another form, a number or address in place of a pseudonym, or unknown words."""
    token = forge.token(payload=claims(**changed))
    assert await fault_of(authenticator, f"Bearer {token}") == TokenFault.CLAIMS


async def test_a_token_without_roles_and_purposes_is_somebody_who_may_do_nothing(
    authenticator: Authenticator, forge: Forge
) -> None:
    """Authenticated, and with an empty ceiling: the gate denies."""
    token = forge.token(payload=claims(roles=None, purposes=None, unit=None, acr=None))
    actor = await authenticator.authenticate(f"Bearer {token}")
    assert (frozenset(), frozenset(), "", "") == (
        actor.roles, actor.purposes, actor.unit, actor.acr
    )  # fmt: skip


@given(st.text(max_size=200))
def test_no_text_is_read_as_two_tokens(text: str) -> None:
    """Whatever parses is spelled exactly as its octets are spelled; everything else is refused."""
    try:
        compact = Compact.parse(text)
    except Unauthenticated:
        return
    assert compact.text == text


@given(position=st.integers(0, 10_000), letter=st.sampled_from("AQgw_-.=b9"))
async def test_no_changed_letter_leaves_a_token_valid(
    position: int, letter: str, rsa_forge: Forge
) -> None:
    """Any one letter, anywhere."""
    key = read(jwks(rsa_forge))["r1"]
    token = rsa_forge.token()
    place = position % len(token)
    changed = token[:place] + letter + token[place + 1 :]
    try:
        text = Compact.parse(changed).text
    except Unauthenticated:
        return
    assert key.verifies(text) == (changed == token)


def test_every_fault_has_advice_in_both_languages() -> None:
    """And none of it is the same sentence twice."""
    assert set(TokenFault) == set(ADVICE)
    assert all(words.en and words.zh for words in ADVICE.values())
