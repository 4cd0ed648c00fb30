"""Growth: what the trusted documents of one manifest touch that those of another did not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cdp.contract.changes import Change, Severity

GREW: Final = "FOOTPRINT_GREW"
WITHDRAWN: Final = "DOCUMENT_WITHDRAWN"
PURPOSE: Final = "PURPOSE_CHANGED"

PRIVATE: Final = frozenset((GREW, PURPOSE))
"""Kinds that a compliance officer is told of, as a fragment of kind `privacy`."""


def growth_between(old_manifest: str, new_manifest: str) -> Iterator[Change]:
    """Documents that are served no more, serve another purpose, or touch more than they did.

    A document whose text changed has another id: clients that were built on the old one send an
    id that is unknown, until they are built anew.
    """
    old, new = _operations(old_manifest), _operations(new_manifest)
    served = {operation["id"] for operation in new.values()}
    for place, before in sorted(old.items()):
        if before["id"] not in served:
            yield Change(
                severity=Severity.DANGEROUS,
                kind=WITHDRAWN,
                what=f"{place} is no longer served as it was; clients take its new id.",
            )
        now = new.get(place)
        if now is not None:
            yield from _grown(place, before, now)


def _grown(place: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    if before["purpose"] != now["purpose"]:
        yield Change(
            severity=Severity.DANGEROUS,
            kind=PURPOSE,
            what=f"{place} serves {now['purpose']}, and served {before['purpose']}.",
        )
    for verb in ("shows", "asks", "takes"):
        # An older manifest did not say what a mutation takes: nothing can have grown there.
        if verb not in before:
            continue
        for category in sorted(set(now[verb]) - set(before[verb])):
            yield Change(
                severity=Severity.DANGEROUS,
                kind=GREW,
                what=f"{place} {verb} {category}, and did not.",
            )


def _operations(manifest: str) -> dict[str, dict[str, Any]]:
    entries = json.loads(manifest)["operations"] if manifest else []
    return {f"{entry['persona']}/{entry['name']}": entry for entry in entries}
