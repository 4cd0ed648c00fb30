"""What is published under `graphql/`, in a checkout or inside the installed package."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PACKAGED: Final = Path(__file__).parent.parent / "_contract" / "graphql"
_CHECKOUT: Final = Path(__file__).parent.parent.parent / "graphql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One trusted document. `id` is the SHA-256 of its exact text, in hex."""

    id: str
    name: str
    persona: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What front ends may rely on."""

    sdl: str
    manifest: str
    operations: Sequence[Operation]

    def named(self, persona: str, name: str) -> Operation:
        """The operation of that persona and name.

        Raises:
            KeyError: there is none.
        """
        for operation in self.operations:
            if (operation.persona, operation.name) == (persona, name):
                return operation
        raise KeyError(f"{persona}/{name}")


def contract_root() -> Path:
    """Where the contract lies: in the installed package, else in the checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def load_contract(root: Path | None = None) -> Contract:
    """Read the contract; a file that is not there yet counts as empty."""
    place = root or contract_root()
    return Contract(
        sdl=_text(place / "schema.graphql"),
        manifest=_text(place / "manifest.json"),
        operations=tuple(
            Operation(
                id=hashlib.sha256(text.encode()).hexdigest(),
                name=path.stem,
                persona=path.parent.name,
                text=text,
            )
            for path in sorted((place / "operations").glob("*/*.graphql"))
            for text in [path.read_text(encoding="utf-8")]
        ),
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
