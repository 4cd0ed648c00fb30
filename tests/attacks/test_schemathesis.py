"""Schemathesis: what a stranger's tool makes of our schema, in the names of those who may ask."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case

from privacy.terms import Purpose, Role
from tests.acceptance.people import AGENT, GRAPHQL, Persona
from tests.attacks.room import Overheard, Room, overheard

EVERYBODY: Final = Persona(
    folder="agent",
    client="crm-web",
    role=Role.FRONTEND_AGENT,
    also=tuple(role for role in Role if role is not Role.FRONTEND_AGENT),
    purposes=tuple(Purpose),
)
"""Somebody with every role and every purpose that there is: whatever can be reached, is."""
