"""The policy in force, as this process knows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cdp.database.writer import Writer
from cdp.errors import PolicyUnset
from privacy.policy import Policy, load
from privacy.store.policies import activate, active


class ActivePolicy:
    """Satisfies `cdp.acts.ground.Policies`: read at start, and again when a statement differs."""

    def __init__(self, policy: Policy, *, writer: Writer) -> None:
        self._policy = policy
        self._writer = writer

    @property
    def current(self) -> Policy:
        """The version that operations are ruled by."""
        return self._policy

    async def reload(self) -> Policy:
        """Read the version in force.

        Raises:
            PolicyUnset: none is.
        """
        async with self._writer.transaction() as tx:
            policy = await active(tx)
        if policy is None:
            raise PolicyUnset
        self._policy = policy
        return policy


async def bring_into_force(
    document: bytes, *, writer: Writer, clock: Callable[[], datetime]
) -> ActivePolicy:
    """The policy of `document`, activated where another one or none is in force.

    Raises:
        PolicyInvalid: the document cannot be loaded, or reuses a consent bit.
    """
    policy = load(document)
    async with writer.transaction() as tx:
        await activate(tx, policy, at=clock())
    return ActivePolicy(policy, writer=writer)
