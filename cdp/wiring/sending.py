"""Senders of one-time codes: one for development, and one that says that there is none.

A gateway for production comes as a deployment's own: it satisfies `cdp.acts.rights_desk.Sender`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, TextIO
from uuid import UUID

from cdp.acts.rights_desk import SenderUnset
from privacy.phone import Phone

_AT_MOST: Final = 64


class ConsoleSender:
    """Prints codes where a developer looks, and never into a log: development alone has one.

    A flow of this very process takes the code of a request out of it, once. Requests are `named`
    as answers name them.
    """

    def __init__(self, console: TextIO, *, named: Callable[[UUID], str] = str) -> None:
        self._console = console
        self._named = named
        self._outbox: OrderedDict[str, str] = OrderedDict()

    def __repr__(self) -> str:
        """Say how many wait; never a code."""
        return f"<ConsoleSender {len(self._outbox)} waiting>"

    def check(self) -> None:
        """See `Sender.check`: a console is always there."""

    async def send(self, code: str, *, case: UUID, to: Phone | None) -> None:
        """See `Sender.send`. The number is not printed; where there is none, nothing is."""
        if to is None:
            return
        name = self._named(case)
        self._outbox[name] = code
        while len(self._outbox) > _AT_MOST:
            self._outbox.popitem(last=False)
        self._console.write(f"One-time code of request {name}: {code}\n")
        self._console.flush()

    def taken(self, case: str) -> str | None:
        """The code that was sent for `case`, once."""
        return self._outbox.pop(case, None)


class NoSender:
    """Nothing can be sent, and whoever asks is told so before anything is done."""

    def check(self) -> None:
        """See `Sender.check`."""
        raise SenderUnset

    async def send(self, code: str, *, case: UUID, to: Phone | None) -> None:
        """See `Sender.send`."""
        del code, case, to  # there is nobody to hand them to
        raise SenderUnset
