"""What the tests of the ledger share: one handler, one key, one clock, and leaves to write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from privacy.ledger.entry import Credentials, InnerAsk, LastingEffect, Leaf
from privacy.ledger.logkey import LogKey
from privacy.ledger.words import Decision, Lasting, seen, written
from privacy.terms import (
    Channel,
    DataCategory,
    Effect,
    LeafKind,
    LegalBasis,
    Purpose,
    ReasonCode,
    Role,
)

TENANT = UUID("0192f000-0000-7000-8000-000000000001")
OPERATION = UUID("0192f000-0000-7000-8000-0000000000aa")
AT = datetime(2026, 11, 22, 3, 45, 0, 123456, tzinfo=UTC)
KEY = LogKey(bytes(range(32)), origin="log.example/cdp")
PSEUDONYM = bytes(range(16))


class Clock:
    """A clock that is a second later each time."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def read(
    operation: UUID | None = None,
    *,
    subjects: tuple[bytes, ...] = (),
    at: datetime = AT,
    actor: str = "oidc:Zk3_agent",
    purpose: Purpose = Purpose.SERVICE_SUPPORT,
    tenant: UUID = TENANT,
) -> Leaf:
    """A leaf of a screen pop; a fresh operation where none is given."""
    return Leaf(
        kind=LeafKind.READ,
        decision=Decision.ALLOW,
        at=at,
        tenant=tenant,
        operation=operation or uuid4(),
        actor=actor,
        auth=Credentials(client="crm-web", token_id="tok_7", acr="aal1"),
        roles=(Role.FRONTEND_AGENT,),
        unit="callcentre-2",
        purpose=purpose,
        basis=LegalBasis.CONTRACT,
        article="PIPL 13(1)",
        document="d" * 64,
        policy="b" * 64,
        fields=(seen(DataCategory.CONTACT_PHONE, Effect.MASK),),
        subjects=subjects,
        count=len(subjects),
    )


def intent(operation: UUID, *, at: datetime = AT) -> Leaf:
    """The announcement of a write."""
    return Leaf(
        kind=LeafKind.INTENT,
        decision=Decision.ALLOW,
        at=at,
        tenant=TENANT,
        operation=operation,
        actor="oidc:Zk3_agent",
        auth=Credentials(client="crm-web"),
        purpose=Purpose.SERVICE_SUPPORT,
        basis=LegalBasis.CONTRACT,
        fields=(written(DataCategory.CONTACT_PHONE),),
    )


def outcome(operation: UUID, decision: Decision = Decision.APPLIED) -> Leaf:
    """The end of a write."""
    return Leaf(
        kind=LeafKind.OUTCOME,
        decision=decision,
        at=AT,
        tenant=TENANT,
        operation=operation,
        actor="oidc:Zk3_agent",
        auth=Credentials(client="crm-web"),
        reason=ReasonCode.CONFLICT if decision is Decision.FAILED else None,
        cells=(bytes(16),) if decision is Decision.APPLIED else (),
    )


def denial(reason: ReasonCode = ReasonCode.CONSENT_MISSING) -> Leaf:
    """A refusal, with its reason and article, of somebody who is on record."""
    return Leaf(
        kind=LeafKind.DENIAL,
        decision=Decision.DENY,
        at=AT,
        tenant=TENANT,
        operation=uuid4(),
        actor="oidc:Zk3_agent",
        auth=Credentials(client="marketing-console"),
        roles=(Role.MARKETING,),
        purpose=Purpose.MARKETING_DIRECT_CALL,
        reason=reason,
        article="PIPL 13(1)",
        subjects=(PSEUDONYM,),
        count=1,
    )


def withdrawal() -> Leaf:
    """A leaf in which every part is filled."""
    return Leaf(
        kind=LeafKind.CONSENT,
        decision=Decision.ALLOW,
        at=AT,
        tenant=TENANT,
        operation=OPERATION,
        actor="oidc:Zk3_agent",
        auth=Credentials(client="privacy-desk", token_id="t", acr="urn:example:aal2"),
        roles=(Role.PRIVACY_OFFICER, Role.SERVICE),
        unit="privacy",
        country="HK",
        purpose=Purpose.RIGHTS_FULFILMENT,
        basis=LegalBasis.LEGAL_DUTY,
        reason=ReasonCode.CONSENT_WITHDRAWN,
        article="PIPL 15",
        document="0" * 64,
        policy="f" * 64,
        fields=(written(DataCategory.CONSENT_RECORD),),
        inner=(
            InnerAsk(
                purpose=Purpose.PROFILING_SCORING,
                decision=Decision.DENY,
                basis=LegalBasis.CONSENT,
                fields=(seen(DataCategory.DERIVED_SCORE, Effect.DENY),),
            ),
        ),
        subjects=(PSEUDONYM,),
        count=3,
        cells=(bytes(16), PSEUDONYM),
        effect=LastingEffect(
            kind=Lasting.CONSENT_WITHDRAWN,
            purpose=Purpose.MARKETING_DIRECT_CALL,
            channel=Channel.PHONE,
            until=AT + timedelta(days=365),
        ),
        reference="TKT-1042",
        part=(2, 3),
    )
