"""What revealPhone takes."""

from __future__ import annotations

import strawberry

from cdp.api.parts import plain


@strawberry.input(description="One full number, for a stated reason.")
class RevealPhoneInput:
    """A reveal."""

    profile: strawberry.ID = plain("random id", "Whose number it is.")
    reason: str = plain("a word of the agent's, kept nowhere", "Why the mask does not do.")
    case_ref: str = plain("reference of a task or case", "The task or case, such as TKT-1042.")
