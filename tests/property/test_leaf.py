"""Leaves, whatever is in them: one canonical spelling, read back as they were."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from privacy.ledger import words
from privacy.ledger.entry import Credentials, InnerAsk, LastingEffect, Leaf
from privacy.ledger.parse import parse_leaf
from privacy.ledger.words import Decision, Lasting
from privacy.terms import Channel, LeafKind, LegalBasis, Purpose, ReasonCode, Role

times = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(UTC),
)
digests = st.lists(st.binary(min_size=16, max_size=16), max_size=4).map(tuple)
fields = st.lists(st.sampled_from(sorted(words.FIELDS)), max_size=4).map(tuple)
hexes = st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex)
codes = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,20}", fullmatch=True)

inner_asks = st.builds(
    InnerAsk,
    purpose=st.sampled_from(Purpose),
    decision=st.sampled_from(Decision),
    basis=st.none() | st.sampled_from(LegalBasis),
    fields=fields,
)
effects = st.none() | st.builds(
    LastingEffect,
    kind=st.sampled_from(Lasting),
    purpose=st.none() | st.sampled_from(Purpose),
    channel=st.none() | st.sampled_from(Channel),
    until=st.none() | times,
)
leaves = st.builds(
    Leaf,
    kind=st.sampled_from([kind for kind in LeafKind if kind is not LeafKind.OUTCOME]),
    decision=st.just(Decision.DENY),
    at=times,
    tenant=st.uuids(),
    operation=st.uuids(),
    actor=codes.map("oidc:{}".format),
    auth=st.builds(Credentials, client=codes.map(str.lower), token_id=codes, acr=codes),
    roles=st.lists(st.sampled_from(Role), max_size=3).map(tuple),
    unit=codes.map(str.lower),
    country=st.sampled_from(["CN", "HK", "DE"]),
    purpose=st.none() | st.sampled_from(Purpose),
    basis=st.none() | st.sampled_from(LegalBasis),
    reason=st.sampled_from(ReasonCode),
    article=st.none() | st.just("PIPL 13(1)"),
    document=hexes,
    policy=hexes,
    fields=fields,
    inner=st.lists(inner_asks, max_size=2).map(tuple),
    subjects=digests,
    count=st.integers(min_value=0, max_value=2**31 - 1),
    cells=digests,
    effect=effects,
    reference=st.none() | st.from_regex(r"TKT-[0-9]{1,6}", fullmatch=True),
    part=st.sampled_from([(1, 1), (1, 2), (4096, 4096)]),
)


@given(leaves)
def test_a_leaf_is_spelled_canonically(leaf: Leaf) -> None:
    """Byte for byte what RFC 8785 demands of its content."""
    assert rfc8785.dumps(json.loads(leaf.to_bytes())) == leaf.to_bytes()


@given(leaves)
def test_a_leaf_is_read_back_as_it_was(leaf: Leaf) -> None:
    """Nothing is lost and nothing is added."""
    assert leaf == parse_leaf(leaf.to_bytes())


@given(leaves)
def test_a_leaf_is_printable_ascii(leaf: Leaf) -> None:
    """No prose in any script, no control character."""
    assert leaf.to_bytes().decode("ascii").isprintable()
