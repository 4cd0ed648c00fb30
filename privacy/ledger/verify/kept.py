"""Receipts that somebody kept, held against the log: was their entry removed or replaced since?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from .directory import entry_at
from .merkle import Unverified
from .note import open_checkpoint, read_policy
from .receipt import verify_receipt

if TYPE_CHECKING:
    from pathlib import Path


def verify_kept(directory: Path, receipt: Path, *, policy: Path | None = None) -> str | None:
    """Say what is wrong with the file `receipt`, an answer's `extensions.access`; None if nothing.

    It must be signed by the log, and the entry at its index must be the one it was given for.
    """
    try:
        key = read_policy((policy or directory / "log.policy").read_bytes())
        size = open_checkpoint((directory / "checkpoint").read_bytes(), key).size
        kept = json.loads(receipt.read_bytes())
        entry = entry_at(directory, int(kept["index"]), size)
        tenant = UUID(json.loads(entry)["tenant"])
        verify_receipt(kept, key=key, tenant=tenant, leaf=entry)
    except Unverified as why:
        return f"{receipt.name}: {why}"
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return f"{receipt.name}: it is no receipt, or what it stands for cannot be read"
    return None
