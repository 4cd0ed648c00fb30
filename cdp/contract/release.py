"""Release: how the contract differs from the one that clients were last given, and who was told.

`released/` holds that one: the SDL and the manifest of the last release. What breaks a client is
told in a fragment `changes/*.breaking.md` that names it; what widens a footprint in one of kind
`privacy`, for whoever answers for personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from cdp.contract.changes import Change, Severity, changes_between
from cdp.contract.growth import PRIVATE, growth_between
from cdp.contract.published import Contract, load_contract

FOLDER: Final = "released"

_COORDINATE: Final = re.compile(r"@?\b[A-Z]\w*(?:\.\w+)?(?:\(\w+:\))?|@\w+|\b\w+/\w+\b")


def released(root: Path) -> Contract:
    """The contract of the last release; empty where there was none."""
    return load_contract(root / FOLDER)


def changes_since(old: Contract, new: Contract) -> Sequence[Change]:
    """What `new` changes for clients of `old`, worst first. Nothing, where `old` is empty."""
    if not old.sdl or not new.sdl:
        return ()
    found = [*changes_between(old.sdl, new.sdl), *growth_between(old.manifest, new.manifest)]
    order = list(Severity)
    return sorted(found, key=lambda change: order.index(change.severity))


def keep(root: Path) -> None:
    """Take what is published under `root` as what later versions are compared with."""
    for name in ("schema.graphql", "manifest.json"):
        place = root / FOLDER / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes((root / name).read_bytes())


def unannounced(changes: Iterable[Change], fragments: Path) -> Iterator[str]:
    """What a release would break or widen without a word in its changelog."""
    breaking, private = _said(fragments, "breaking"), _said(fragments, "privacy")
    for change in changes:
        if change.severity is Severity.BREAKING and not _names(breaking, change.what):
            yield f"{change.what} Name it in a fragment changes/<issue>.breaking.md."
        if change.kind in PRIVATE and not _names(private, change.what):
            yield f"{change.what} Name it in a fragment changes/<issue>.privacy.md."


def _said(fragments: Path, kind: str) -> str:
    pages = sorted(fragments.glob(f"*.{kind}.md"))
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def _names(text: str, what: str) -> bool:
    """Whether `text` names in code style the place that `what` begins with, or its type."""
    places = [place for place in _COORDINATE.findall(what) if place not in _PROSE]
    if not places:
        return False
    place = places[0]
    names = {place, place.partition("(")[0], place.partition(".")[0], place.rpartition("/")[2]}
    return any(f"`{name}`" in text for name in names)


_PROSE: Final = frozenset(
    ("A", "An", "Argument", "Directive", "Enum", "Field", "Input", "Interface", "Type", "Union")
)
"""Words with which a sentence of graphql-core begins."""
