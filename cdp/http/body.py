"""The body of a request: read whole, within a size and a time, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdp.errors import CdpError
from cdp.http.problem import BODY_TOO_LARGE, TOO_SLOW, Declined

if TYPE_CHECKING:
    from starlette.types import Receive

    from cdp.deadline import Deadlines


class CallerWentAway(CdpError):
    """The caller hung up before its request was whole: there is nobody to answer."""


async def read_body(
    receive: Receive, *, declared: str | None, at_most: int, within: Deadlines
) -> bytes:
    """The octets of the body.

    `declared` is the header `Content-Length`: what is too large by its own word is not read at
    all. The bound holds while reading too, since a chunked body declares nothing.

    Raises:
        Declined: more than `at_most` octets, or longer than `within` on the way.
        CallerWentAway: the caller hung up.
    """
    if declared is not None and not _is_at_most(declared, at_most):
        raise Declined(BODY_TOO_LARGE)
    try:
        with within.one():
            return await _collect(receive, at_most)
    except TimeoutError:
        raise Declined(TOO_SLOW) from None


async def _collect(receive: Receive, at_most: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise CallerWentAway
        body += message.get("body", b"")
        if len(body) > at_most:
            raise Declined(BODY_TOO_LARGE)
        if not message.get("more_body", False):
            return bytes(body)


def _is_at_most(declared: str, at_most: int) -> bool:
    """Whether a declared length is a number no larger than `at_most`."""
    return (
        declared.isascii()
        and declared.isdigit()
        and len(declared) <= len(str(at_most))
        and int(declared) <= at_most
    )
