"""The policy in force, as this process knows it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from cdp.database.writer import Writer
from cdp.errors import PolicyUnset, SettingsInvalid
from cdp.settings import Settings
from privacy.policy import Mark, Policy, default_document, load
from privacy.store.policies import activate, active

_LOG: Final = logging.getLogger("cdp.policy")


class ActivePolicy:
    """Satisfies `cdp.acts.ground.Policies`: read at start, and again when a statement differs."""

    def __init__(self, policy: Policy, *, writer: Writer, mark: Mark) -> None:
        self._policy = policy
        self._writer = writer
        self._mark = mark

    @property
    def current(self) -> Policy:
        """The version that operations are ruled by."""
        return self._policy

    async def reload(self) -> Policy:
        """Read the version in force.

        Raises:
            PolicyUnset: none is.
            Tampered: what stands there was not activated by us.
        """
        async with self._writer.transaction() as tx:
            policy = await active(tx, mark=self._mark)
        if policy is None:
            raise PolicyUnset
        if policy.hash != self._policy.hash:
            _LOG.info("another policy is in force")
        self._policy = policy
        return policy


async def bring_into_force(
    document: bytes,
    *,
    is_chosen: bool,
    mark: Mark,
    writer: Writer,
    clock: Callable[[], datetime],
    announce: Callable[[Policy], Awaitable[object]],
) -> ActivePolicy:
    """The policy in force; that of `document` where none is, or where it `is_chosen` by a setting.

    A shipped document never replaces one in force: a restart with an older release would take a
    tightening back. `announce` writes an activation down, before it happens.

    Raises:
        PolicyInvalid: the document cannot be loaded, or reuses a consent bit.
        Tampered: the one in force was not activated by us.
        LedgerUnavailable: an activation cannot be written down, so there is none.
    """
    policy = load(document)
    async with writer.transaction() as tx:
        before = await active(tx, mark=mark)
        if before is not None and (before.hash == policy.hash or not is_chosen):
            if before.hash != policy.hash:
                _LOG.warning("another policy than the shipped one is in force, and stays")
            return ActivePolicy(before, writer=writer, mark=mark)
        await announce(policy)
        await activate(tx, policy, at=clock(), mark=mark)
    return ActivePolicy(policy, writer=writer, mark=mark)


def document_of(settings: Settings) -> bytes:
    """The deployment's own policy document, or the shipped one.

    Raises:
        SettingsInvalid: it cannot be read.
    """
    place = settings.policy_file
    if place is None:
        return default_document()
    try:
        return place.read_bytes()
    except OSError as error:
        raise SettingsInvalid(
            [f"CDP_POLICY_FILE: cannot be read ({error.strerror}). Give a readable file."]
        ) from None
