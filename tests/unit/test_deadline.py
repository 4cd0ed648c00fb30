"""A deadline ends its own block, once, and takes no other ending for its own."""

from __future__ import annotations

import asyncio

import pytest

from cdp.deadline import Deadline


async def test_a_block_in_time_is_left_alone() -> None:
    """And nothing comes of the deadline later."""
    with Deadline(0.01) as deadline:
        await asyncio.sleep(0)
    await asyncio.sleep(0.03)
    assert not deadline.is_over


async def test_a_block_that_takes_too_long_is_ended() -> None:
    """By `TimeoutError`, and its task goes on uncancelled."""
    with pytest.raises(TimeoutError), Deadline(0.0) as deadline:
        await asyncio.Event().wait()
    task = asyncio.current_task()
    assert (deadline.is_over, task and task.cancelling()) == (True, 0)


async def test_an_error_of_the_block_is_not_covered() -> None:
    """Also where it is raised in the very moment of the end."""

    async def stumble() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise KeyError from None

    with pytest.raises(KeyError), Deadline(0.0):
        await stumble()


async def test_a_time_out_of_the_block_is_its_own() -> None:
    """Whoever asks can tell one from the other."""
    with pytest.raises(TimeoutError), Deadline(60.0) as deadline:
        raise TimeoutError
    assert not deadline.is_over


async def test_the_inner_of_two_ends_alone() -> None:
    """The outer block goes on."""
    with Deadline(60.0) as outer:
        with pytest.raises(TimeoutError), Deadline(0.0):
            await asyncio.Event().wait()
        await asyncio.sleep(0)
    assert not outer.is_over


async def test_whoever_is_cancelled_by_others_stays_cancelled() -> None:
    """Before the end, and in the very moment of it."""

    async def wait(seconds: float) -> None:
        with Deadline(seconds):
            await asyncio.Event().wait()

    for seconds in (60.0, 0.0):
        task = asyncio.create_task(wait(seconds))
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_soon(task.cancel)
        if seconds == 0.0:
            asyncio.get_running_loop().call_later(0.0, task.cancel)
        with pytest.raises(asyncio.CancelledError):
            await task


def test_nobody_waits_outside_a_task() -> None:
    """There would be nobody to end."""

    async def outside() -> bool:
        loop, raised = asyncio.get_running_loop(), asyncio.Event()

        def enter() -> None:
            with pytest.raises(RuntimeError), Deadline(1.0):
                pass
            raised.set()

        loop.call_soon(enter)
        await raised.wait()
        return True

    assert asyncio.run(outside())
