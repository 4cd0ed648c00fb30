"""The roots of consents: what a person said, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.record_consent import ConsentWish, record_consent
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id
from cdp.api.consents.inputs import RecordConsentInput, WithdrawConsentInput
from cdp.api.consents.payloads import RecordConsentDone, WithdrawConsentDone
from cdp.api.consents.types import ConsentState as State
from cdp.api.ids import Fact
from cdp.api.reading import by_id
from privacy.terms import ConsentKind, ConsentState


async def consents(asking: Asking) -> list[State] | None:
    """`Query.consents`."""
    person = await by_id(asking, asking.ids.profile(asking.arguments["profile"]))
    if person is None:
        return None
    policy = asking.ground.policies.current
    cells = [(facts, policy.cell_of_bit(facts.bit)) for facts in person.consents]
    return [State(facts=facts, cell=cell) for facts, cell in cells if cell is not None]


async def do_record_consent(asking: Asking) -> object:
    """`Mutation.recordConsent`."""
    given: RecordConsentInput = asking.arguments["input"]
    changed = await record_consent(
        ConsentWish(
            about=wishes.about(asking.ids, given.number, given.profile),
            purpose=given.purpose,
            state=ConsentState.GIVEN if given.given else ConsentState.REFUSED,
            method=given.method,
            said_at=wishes.utc(given.said_at or asking.ask.at, field="saidAt"),
            kind=given.kind or ConsentKind.GENERAL,
            language=given.language or "zh",
            evidence=wishes.evidence(given.evidence),
        ),
        asking.ask,
        asking.ground,
        asking.payload,
    )
    return RecordConsentDone(
        consent_id=made_id(asking, Fact.CONSENT, changed), recorded_at=changed.at
    )


async def do_withdraw_consent(asking: Asking) -> object:
    """`Mutation.withdrawConsent`."""
    given: WithdrawConsentInput = asking.arguments["input"]
    changed = await record_consent(
        ConsentWish(
            about=wishes.about(asking.ids, given.number, given.profile),
            purpose=given.purpose,
            state=ConsentState.WITHDRAWN,
            method=given.method,
            said_at=wishes.utc(given.said_at or asking.ask.at, field="saidAt"),
        ),
        asking.ask,
        asking.ground,
        asking.payload,
    )
    return WithdrawConsentDone(
        consent_id=made_id(asking, Fact.CONSENT, changed), recorded_at=changed.at
    )


ROOTS: Final[Mapping[str, Root]] = {
    "consents": consents,
    "recordConsent": do_record_consent,
    "withdrawConsent": do_withdraw_consent,
}
"""The root fields of this room."""
