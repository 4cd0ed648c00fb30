"""Binding: this process's keys and settings against what the databases began with."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cdp.errors import DeploymentUnfit
from cdp.wiring.keys import Keys
from privacy.ledger.records import Records
from privacy.ledger.verify.merkle import Unverified
from privacy.ledger.verify.note import open_checkpoint
from privacy.store.deployment import ANY_KEY, MAKE, READ
from privacy.store.statement import Runner
from privacy.vault import Keyring

_CONSTANT: Final = "what the index key makes of this sentence never changes"

_SAID: Final = {
    "handler_id": "CDP_HANDLER_ID is not the handler that this data was sealed for: restore it.",
    "suite": "CDP_SUITE is not the suite that numbers were indexed with: restore it.",
    "index_check": "The root key is not the one that numbers were indexed with: restore its file.",
    "log_origin": "CDP_LEDGER_ORIGIN is not the name that this log was begun under: restore it.",
}


async def bind(
    *,
    data: Runner,
    keys_database: Runner,
    records: Records,
    keyring: Keyring,
    keys: Keys,
    at: datetime,
) -> None:
    """Return if the databases belong together and to these keys; the first start says so in them.

    Raises:
        DeploymentUnfit: they do not; nothing was read or written by a wrong key.
        Tampered: a key-encryption key does not open: another root key made it.
    """
    mine = {
        "handler_id": keys.handler,
        "suite": f"{keys.suite.number:02x}",
        "index_check": keys.index.token(_CONSTANT),
        "log_origin": keys.log.origin,
    }
    rows = await data.fetch(READ)
    if not rows:
        if (await keys_database.fetch(ANY_KEY))[0]["is_any"]:
            raise DeploymentUnfit(
                ["The database of data is empty, that of keys is not: they are not a pair."]
            )
        await data.fetch(MAKE, one=True, made_at=at, **mine)
        rows = await data.fetch(READ)
    problems = [_SAID[name] for name, value in mine.items() if rows[0][name] != value]
    if problems:
        raise DeploymentUnfit(problems)
    await keyring.keks.epochs()
    await _log_is_ours(records, keys)


async def _log_is_ours(records: Records, keys: Keys) -> None:
    """The newest checkpoint bears our signature: else we would sign somebody else's log."""
    newest = await records.checkpoint()
    if newest is None:
        return
    try:
        open_checkpoint(newest.note, keys.log.public)
    except Unverified:
        raise DeploymentUnfit(
            ["The ledger was signed by another key: restore the root key that belongs to it."]
        ) from None
