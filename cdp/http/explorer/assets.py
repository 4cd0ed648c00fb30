"""Assets: the built files of a page, read once; nothing of a request ever names a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILT: Final = Path(__file__).parents[2] / "_web"
"""Where `make web` writes, in a checkout as in the installed package."""

INDEX: Final = "index.html"

_KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What a page is made of; anything else in the folder is not served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file: its bytes, and what they are."""

    kind: str
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The files of one page by name; none at all where the page has not been built."""

    files: Mapping[str, Asset]

    @classmethod
    def of(cls, page: str, built: Path = BUILT) -> Assets:
        """The files of `page`, as they lie now."""
        return cls(
            files={
                path.name: Asset(kind=_KINDS[path.suffix], octets=path.read_bytes())
                for path in sorted((built / page).glob("*"))
                if path.suffix in _KINDS and path.is_file()
            }
        )

    @property
    def is_built(self) -> bool:
        """Whether there is a page to show."""
        return INDEX in self.files
