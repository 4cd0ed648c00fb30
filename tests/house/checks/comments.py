"""Comments of a file, apart from strings that only look like one."""

from __future__ import annotations

import io
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house.checks.source import Source


def comments(source: Source) -> Iterator[tuple[int, str]]:
    """Every comment of `source` with its line."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
