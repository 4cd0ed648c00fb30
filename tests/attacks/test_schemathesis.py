"""Schemathesis: what a stranger's tool makes of our schema, in the names of those who may ask."""

from __future__ import annotations

from typing import Final

from privacy.terms import Purpose, Role
from tests.acceptance.people import Persona

EVERYBODY: Final = Persona(
    folder="agent",
    client="crm-web",
    role=Role.FRONTEND_AGENT,
    also=tuple(role for role in Role if role is not Role.FRONTEND_AGENT),
    purposes=tuple(Purpose),
)
"""Somebody with every role and every purpose that there is: whatever can be reached, is."""
