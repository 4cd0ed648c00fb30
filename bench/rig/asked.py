"""Asked: how a question about the plain tables goes over the wire, and what it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from bench.rig.lives import CALLS, ORDERS, name_of, notes_of, order_no
from bench.rig.load import Question

if TYPE_CHECKING:
    from collections.abc import Iterable


def posted(body: object, *headers: str) -> bytes:
    """A request to `/graphql`, as a client of a machine sends it."""
    octets = orjson.dumps(body)
    head = (
        "POST /graphql HTTP/1.1",
        "Host: 127.0.0.1",
        *headers,
        "Content-Type: application/json",
        "Accept: application/graphql-response+json",
        f"Content-Length: {len(octets)}",
    )
    return "\r\n".join((*head, "", "")).encode() + octets


def question(request: bytes, n: int, more: Iterable[str] = ()) -> Question:
    """`request` about the nth person; its answer tells her life, and `more`."""
    shown = (
        *(f'"name":"{name_of(n)}"', f'"externalNo":"{order_no(n, 0)}"'),
        *(f'"externalNo":"{order_no(n, ORDERS - 1)}"', '"totalMinor":"19900"'),
        *(f'"notes":"{notes_of(n, 0)}"', f'"notes":"{notes_of(n, CALLS - 1)}"'),
        *more,
    )
    return Question(
        request=request,
        expected=tuple(text.encode() for text in shown),
        counted=((b'"externalNo"', ORDERS), (b'"talkSeconds"', CALLS)),
    )
