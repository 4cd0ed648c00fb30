"""Who matches: the service itself, in the role of a job, for identity.resolution alone."""

from __future__ import annotations

from typing import Final

from cdp.acts.ground import Ground
from privacy.gate import Ask
from privacy.terms import Action, Actor, DataCategory, Purpose, Role

CLERK: Final = Actor(
    id="job:matching",
    client="cdp-jobs",
    roles=frozenset({Role.JOB}),
    purposes=frozenset({Purpose.IDENTITY_RESOLUTION}),
    unit="cdp",
)
"""The actor of what no person asked for."""


def asking(
    ground: Ground, *, categories: frozenset[DataCategory] = frozenset(), action: Action
) -> Ask:
    """An ask of the clerk's, now."""
    return Ask(
        actor=CLERK,
        purpose=Purpose.IDENTITY_RESOLUTION,
        action=action,
        operation=ground.ids(),
        at=ground.clock(),
        categories=categories,
    )
