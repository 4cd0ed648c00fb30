"""Senders: a code goes to a console or nowhere, and never into a log."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import pytest

from cdp.acts.rights_desk import SenderUnset
from cdp.wiring.sending import ConsoleSender, NoSender
from privacy.phone import Phone

CASE = UUID(int=1)
PHONE = Phone.parse("13800138000")


async def test_a_console_shows_the_code_and_never_the_number() -> None:
    """By the request's name; and gives it, once, to a flow of the same process."""
    console = io.StringIO()
    sender = ConsoleSender(console, named=lambda case: f"RQ-{case.int}")
    sender.check()
    await sender.send("042042", case=CASE, to=PHONE)
    assert console.getvalue() == "One-time code of request RQ-1: 042042\n"
    assert "042042" not in repr(sender)
    assert (sender.taken("RQ-1"), sender.taken("RQ-1")) == ("042042", None)


async def test_nothing_is_sent_where_there_is_no_number() -> None:
    """Nobody is known by it."""
    console = io.StringIO()
    sender = ConsoleSender(console)
    await sender.send("042042", case=CASE, to=None)
    assert (console.getvalue(), sender.taken(str(CASE))) == ("", None)


async def test_a_console_remembers_few() -> None:
    """The newest; a service that runs for long gathers nothing."""
    sender = ConsoleSender(io.StringIO())
    for _ in range(100):
        await sender.send("000000", case=uuid4(), to=PHONE)
    assert repr(sender) == "<ConsoleSender 64 waiting>"


async def test_where_no_sender_is_set_nobody_is_asked_for_a_code() -> None:
    """The request is refused before anything is done, and says what to do."""
    sender = NoSender()
    with pytest.raises(SenderUnset) as unset:
        sender.check()
    assert "Configure one" in str(unset.value)
    with pytest.raises(SenderUnset):
        await sender.send("042042", case=CASE, to=PHONE)
