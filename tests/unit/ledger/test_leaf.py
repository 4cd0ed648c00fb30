"""A leaf: its one spelling, and what it refuses to hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest

from privacy.errors import InvalidLeaf
from privacy.ledger import words
from privacy.ledger.entry import (
    SUBJECTS_MAX,
    Credentials,
    InnerAsk,
    LastingEffect,
    Leaf,
    chain,
)
from privacy.ledger.parse import parse_leaf
from privacy.ledger.words import Decision, Lasting
from privacy.terms import DataCategory, Effect, LeafKind, Purpose, ReasonCode
from tests.unit.ledger.scene import AT, OPERATION, TENANT, denial, intent, outcome, read, withdrawal

KEYS = [
    "actor",
    "article",
    "auth",
    "basis",
    "cells",
    "country",
    "decision",
    "doc",
    "effect",
    "fields",
    "inner",
    "kind",
    "n",
    "op",
    "part",
    "policy",
    "purpose",
    "reason",
    "ref",
    "roles",
    "subjects",
    "t",
    "tenant",
    "unit",
    "v",
]

CANARIES = [
    "张三",
    "zhang san",
    "Zhang San",
    "13800138000",
    "+8613800138000",
    "oidc:13800138000",
    "oidc:8613800138000",
    "01082345678",
    "someone@example.com",
    "called, wants a refund",
    "a" * 1000,
    "x\x00y",
    "x\ny",
    "PIPL 13(1)\n",
]


def test_every_key_is_always_present() -> None:
    """Whatever a leaf leaves out is null or empty, never absent."""
    for leaf in (read(), intent(uuid4()), outcome(uuid4()), denial(), withdrawal()):
        assert list(json.loads(leaf.to_bytes())) == KEYS


def test_a_leaf_has_this_spelling() -> None:
    """Times in UTC with microseconds, bytes as hex, words dotted, keys sorted, no blanks."""
    expected = (
        b'{"actor":"oidc:Zk3_agent","article":"PIPL 15",'
        b'"auth":{"acr":"urn:example:aal2","client":"privacy-desk","jti":"t"},'
        b'"basis":"legal_duty","cells":["00000000000000000000000000000000",'
        b'"000102030405060708090a0b0c0d0e0f"],"country":"HK","decision":"allow",'
        b'"doc":"0000000000000000000000000000000000000000000000000000000000000000",'
        b'"effect":{"channel":"phone","kind":"consent.withdrawn",'
        b'"purpose":"marketing.direct.call","until":"2027-11-22T03:45:00.123456Z"},'
        b'"fields":["consent.record#write"],"inner":[{"basis":"consent","decision":"deny",'
        b'"fields":["derived.score#deny"],"purpose":"profiling.scoring"}],"kind":"consent",'
        b'"n":3,"op":"0192f000-0000-7000-8000-0000000000aa","part":[2,3],'
        b'"policy":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",'
        b'"purpose":"rights.fulfilment","reason":"CONSENT_WITHDRAWN","ref":"TKT-1042",'
        b'"roles":["privacy_officer","service"],'
        b'"subjects":["000102030405060708090a0b0c0d0e0f"],"t":"2026-11-22T03:45:00.123456Z",'
        b'"tenant":"0192f000-0000-7000-8000-000000000001","unit":"privacy","v":1}'
    )
    assert expected == withdrawal().to_bytes()


def test_times_are_written_in_utc() -> None:
    """08:00 in Shanghai is 00:00 in the log."""
    shanghai = timezone(timedelta(hours=8))
    leaf = read(at=datetime(2026, 11, 22, 8, 0, tzinfo=shanghai))
    assert json.loads(leaf.to_bytes())["t"] == "2026-11-22T00:00:00.000000Z"


def test_what_was_written_is_read_back() -> None:
    """Every kind of leaf survives its own spelling."""
    for leaf in (read(), intent(uuid4()), outcome(uuid4()), denial(), withdrawal()):
        assert leaf == parse_leaf(leaf.to_bytes())


@pytest.mark.parametrize("canary", ["", *CANARIES])
@pytest.mark.parametrize("name", ["actor", "article", "document", "policy", "reference"])
def test_prose_names_and_numbers_fit_nowhere(name: str, canary: str) -> None:
    """No text field takes a person's data, and the refusal does not repeat it."""
    with pytest.raises(InvalidLeaf) as refused:
        changed(read(), **{name: canary})
    assert not canary or canary not in str(refused.value)


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("name", ["unit", "country"])
def test_units_and_countries_are_codes(name: str, canary: str) -> None:
    """As for the other fields; a unit may be empty."""
    with pytest.raises(InvalidLeaf, match=name):
        changed(read(), **{name: canary})


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("field", ["auth.client", "auth.jti", "auth.acr"])
def test_credentials_are_codes(field: str, canary: str) -> None:
    """What a token says goes into the log only as far as it is a code."""
    with pytest.raises(InvalidLeaf, match=field):
        Credentials(
            client=canary if field == "auth.client" else "crm-web",
            token_id=canary if field == "auth.jti" else "",
            acr=canary if field == "auth.acr" else "",
        )


@pytest.mark.parametrize(
    "reference", ["TKT-1042", "ORD-20261122-0007", "0192f000-0000-7000-8000-0000000000aa"]
)
def test_a_ticket_or_a_case_is_a_reference(reference: str) -> None:
    """What officers and agents quote."""
    assert reference == json.loads(changed(read(), reference=reference).to_bytes())["ref"]


@pytest.mark.parametrize(
    "reference", ["TEL-138001380-00", "TKT-13800138000", "TKT 1042", "tkt-1", "TKT-1-2-3"]
)
def test_a_number_in_a_ticket_s_clothes_is_none(reference: str) -> None:
    """Hyphens do not hide a mobile number, and eleven digits fit no ticket."""
    with pytest.raises(InvalidLeaf, match="ref"):
        changed(read(), reference=reference)
    with pytest.raises(InvalidLeaf, match="ref"):
        words.require_reference(reference)


@pytest.mark.parametrize(
    "article", ["PIPL 13(1)", "PIPL 47(2)", "GB/T 35273-2020", "Network Data Regulations 22(4)"]
)
def test_a_law_and_its_article_are_an_article(article: str) -> None:
    """As policies quote them."""
    assert article == changed(read(), article=article).article


@pytest.mark.parametrize("field", ["contact.phone", "contact.phone#shown", "13800138000#full", ""])
def test_fields_come_from_a_closed_list(field: str) -> None:
    """A category and what was done with it, nothing else; inner asks too."""
    with pytest.raises(InvalidLeaf, match="fields"):
        changed(read(), fields=(field,))
    with pytest.raises(InvalidLeaf, match="inner"):
        InnerAsk(purpose=Purpose.SALES_FOLLOW_UP, decision=Decision.ALLOW, fields=(field,))


def test_every_category_and_use_has_its_word() -> None:
    """Four effects and writing, for each category."""
    assert len(DataCategory) * (len(Effect) + 1) == len(words.FIELDS)


@pytest.mark.parametrize("digest", [b"", b"13800138000", bytes(32)])
@pytest.mark.parametrize("name", ["subjects", "cells"])
def test_pseudonyms_and_commitments_are_sixteen_bytes(name: str, digest: bytes) -> None:
    """A digest of another length is not ours."""
    with pytest.raises(InvalidLeaf, match=name):
        changed(read(), **{name: (digest,)})


def test_times_need_their_zone() -> None:
    """A time without one means nothing later."""
    bare = AT.replace(tzinfo=None)
    with pytest.raises(InvalidLeaf, match="t:"):
        changed(read(), at=bare)
    with pytest.raises(InvalidLeaf, match=r"effect\.until"):
        LastingEffect(kind=Lasting.HOLD_SET, until=bare)


@pytest.mark.parametrize("part", [(0, 1), (2, 1), (1, 5000)])
def test_parts_are_counted_from_one(part: tuple[int, int]) -> None:
    """(i, n) with i from 1 to n."""
    with pytest.raises(InvalidLeaf, match="part"):
        changed(read(), part=part)


@pytest.mark.parametrize("count", [-1, 2**31])
def test_counts_are_small_and_not_negative(count: int) -> None:
    """Anything else is a mistake."""
    with pytest.raises(InvalidLeaf, match="n:"):
        changed(read(), count=count)


def test_an_outcome_ends_a_write_and_nothing_else_does() -> None:
    """applied, failed and void belong to outcomes, allow and deny to the rest."""
    with pytest.raises(InvalidLeaf, match="decision"):
        changed(outcome(OPERATION), decision=Decision.ALLOW).to_bytes()
    with pytest.raises(InvalidLeaf, match="decision"):
        changed(read(), decision=Decision.APPLIED).to_bytes()
    with pytest.raises(InvalidLeaf, match="decision"):
        changed(denial(), decision=Decision.ALLOW).to_bytes()


def test_a_refusal_and_a_failure_give_their_reason() -> None:
    """An entry that says no says why; void needs no reason."""
    for leaf in (denial(), outcome(OPERATION, Decision.FAILED)):
        with pytest.raises(InvalidLeaf, match="reason"):
            changed(leaf, reason=None).to_bytes()
    assert Decision.VOID.value in outcome(OPERATION, Decision.VOID).to_bytes().decode()


def test_a_leaf_too_long_for_a_bundle_is_refused() -> None:
    """Two bytes carry an entry's length."""
    subjects = tuple(bytes([at % 256]) * 16 for at in range(SUBJECTS_MAX))
    asks = (withdrawal().inner[0],) * 500
    with pytest.raises(InvalidLeaf, match="leaf"):
        changed(read(subjects=subjects), cells=subjects, inner=asks).to_bytes()


def test_many_subjects_make_a_chain() -> None:
    """2 500 people are three leaves of one operation, in order, and nobody is lost."""
    people = [at.to_bytes(16, "big") for at in range(2 * SUBJECTS_MAX + 500)]
    leaves = chain(read(OPERATION), subjects=people)
    assert [leaf.part for leaf in leaves] == [(1, 3), (2, 3), (3, 3)]
    assert people == [subject for leaf in leaves for subject in leaf.subjects]
    assert {OPERATION} == {leaf.operation for leaf in leaves}
    assert all(leaf.to_bytes() for leaf in leaves)


def test_few_subjects_make_one_leaf() -> None:
    """Nobody at all makes one too: a miss is written down as well."""
    [alone] = chain(read(OPERATION))
    assert read(OPERATION) == alone


@pytest.mark.parametrize(
    "spelled",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        read(OPERATION).to_bytes() + b" ",
        read(OPERATION).to_bytes().replace(b'"v":1', b'"v":2'),
        read(OPERATION).to_bytes().replace(b'"v":1', b'"v":1,"w":0'),
        read(OPERATION).to_bytes().replace(b'"n":0', b'"n":0,"n":0'),
        read(OPERATION).to_bytes().replace(b'"n":0', b'"n":"0"'),
        read(OPERATION).to_bytes().replace(b'"cells":[]', b'"cells":{}'),
        read(OPERATION).to_bytes().replace(b'"unit":"callcentre-2"', b'"unit":null'),
        read(OPERATION).to_bytes().replace(b'"roles":["frontend_agent"]', b'"roles":[1]'),
        read(OPERATION).to_bytes().replace(b"service.support", b"service.other"),
        read(OPERATION).to_bytes().replace(b"oidc:Zk3_agent", b"13800138000"),
    ],
)
def test_what_we_do_not_write_is_no_leaf(spelled: bytes) -> None:
    """Other spellings, keys, words, versions and types are refused, without repeating them."""
    with pytest.raises(InvalidLeaf) as refused:
        parse_leaf(spelled)
    assert "138" not in str(refused.value)


def test_words_of_a_leaf_are_those_of_the_vocabulary() -> None:
    """Purposes and kinds are dotted lower case, reasons upper snake case."""
    told = json.loads(denial().to_bytes())
    assert (told["kind"], told["purpose"]) == (LeafKind.DENIAL, Purpose.MARKETING_DIRECT_CALL)
    assert (ReasonCode.CONSENT_MISSING, str(TENANT)) == (told["reason"], told["tenant"])


def changed(leaf: Leaf, **changes: Any) -> Leaf:  # noqa: ANN401 - whatever a field is
    return replace(leaf, **changes)
