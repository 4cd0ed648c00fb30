"""The roots of leads: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.upsert_contact import capture_lead
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.contacts.roots import contact_wish
from cdp.api.leads.inputs import CaptureLeadInput
from cdp.api.leads.payloads import CaptureLeadDone
from cdp.contacts.record import Contact


async def do_capture_lead(asking: Asking) -> object:
    """`Mutation.captureLead`."""
    given: CaptureLeadInput = asking.arguments["input"]
    contact = Contact.of(name=given.name, email=given.email, company=given.company)
    wish = contact_wish(asking.ground.sources, given.source, given.number, contact)
    changed = await capture_lead(wish, asking.ask, asking.ground, asking.payload)
    return CaptureLeadDone(contact_id=made_id(changed.done), profile=shown(asking, changed))


ROOTS: Final[Mapping[str, Root]] = {
    "captureLead": do_capture_lead,
}
"""The root fields of this room."""
