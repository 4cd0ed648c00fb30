"""revealPhone: the one root that shows a number whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from cdp.acts.reveal_phone import reveal_phone
from cdp.api.asking import Asking, Root
from cdp.api.people.inputs import RevealPhoneInput
from cdp.api.people.payloads import RevealPhoneDone
from privacy.ledger.words import REFERENCE
from privacy.terms import Action, DataCategory

_PHONE: Final = frozenset({DataCategory.CONTACT_PHONE})


async def do_reveal_phone(asking: Asking) -> object:
    """`Mutation.revealPhone`."""
    given: RevealPhoneInput = asking.arguments["input"]
    # A reference that is none counts as none: the gate refuses, and the refusal is written down.
    reference = given.case_ref if REFERENCE.fullmatch(given.case_ref) else ""
    ask = replace(
        asking.ask,
        action=Action.REVEAL,
        categories=_PHONE,
        case_ref=reference,
        reason=given.reason,
    )
    revealing = await asking.stack.enter_async_context(
        reveal_phone(
            asking.ids.profile(given.profile),
            ask,
            asking.ground,
            asking.payload,
        )
    )
    asking.turn.grant = revealing.grant
    return RevealPhoneDone(sealed=revealing.number)


ROOTS: Final[Mapping[str, Root]] = {
    "revealPhone": do_reveal_phone,
}
"""The root fields of this room."""
