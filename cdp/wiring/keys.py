"""The keys of a deployment: one root, from which every other comes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from cdp.api.ids import Ids
from cdp.settings import Settings, handler_of
from privacy.ledger.logkey import LogKey
from privacy.vault import FileRootKey, IndexKey, RootKey, RootUse, Suite, suite_named


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Keys:
    """What the root key yields, and whose data it is for. `is_new`: the root was made just now."""

    root: RootKey
    handler: UUID
    suite: Suite
    index: IndexKey
    log: LogKey
    token_seed: bytes
    is_new: bool


def ids_of(root: RootKey) -> Ids:
    """What reads and writes the ids that this deployment shows."""
    return Ids.derive(root.derive(RootUse.ID))


def keys_of(settings: Settings, ids: Callable[[], UUID]) -> Keys:
    """The keys for `settings`. Development makes a root key at its first start.

    Raises:
        RootKeyUnusable: there is none in production, or it may not be used as it lies there.
    """
    handler = handler_of(settings, ids)
    suite = suite_named(settings.suite)
    if settings.is_production:
        root, is_new = FileRootKey.load(settings.root_key_path), False
    else:
        root, is_new = FileRootKey.load_or_create(settings.root_key_path, entropy=os.urandom)
    return Keys(
        root=root,
        handler=handler,
        suite=suite,
        index=IndexKey.derive(root.derive(RootUse.INDEX), handler=handler, suite=suite),
        log=LogKey(root.derive(RootUse.LEDGER), origin=settings.ledger_origin),
        token_seed=root.derive(RootUse.TOKEN),
        is_new=is_new,
    )
