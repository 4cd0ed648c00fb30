"""A deadline ends its own block, once, and takes no other ending for its own."""

from __future__ import annotations

import asyncio

import pytest

from cdp.deadline import Deadlines


async def test_a_block_in_time_is_left_alone() -> None:
    """And nothing comes of the deadline later."""
    with Deadlines(0.01).one() as deadline:
        await asyncio.sleep(0)
    await asyncio.sleep(0.03)
    assert not deadline.is_over


async def test_a_block_that_takes_too_long_is_ended() -> None:
    """By `TimeoutError`, and its task goes on uncancelled."""
    with pytest.raises(TimeoutError), Deadlines(0.0).one() as deadline:
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

    with pytest.raises(KeyError), Deadlines(0.0).one():
        await stumble()


async def test_a_time_out_of_the_block_is_its_own() -> None:
    """Whoever asks can tell one from the other."""
    with pytest.raises(TimeoutError), Deadlines(60.0).one() as deadline:
        raise TimeoutError
    assert not deadline.is_over


async def test_the_inner_of_two_ends_alone() -> None:
    """The outer block goes on."""
    with Deadlines(60.0).one() as outer:
        with pytest.raises(TimeoutError), Deadlines(0.0).one():
            await asyncio.Event().wait()
        await asyncio.sleep(0)
    assert not outer.is_over


async def test_whoever_is_cancelled_by_others_stays_cancelled() -> None:
    """Before the end, and in the very moment of it."""

    async def wait(seconds: float) -> None:
        with Deadlines(seconds).one():
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
            with pytest.raises(RuntimeError), Deadlines(1.0).one():
                pass
            raised.set()

        loop.call_soon(enter)
        await raised.wait()
        return True

    assert asyncio.run(outside())


async def test_many_blocks_have_one_timer_and_each_its_own_end() -> None:
    """Those that stay too long are ended, those that leave are not, in whatever order."""
    deadlines = Deadlines(0.02)

    async def stay(seconds: float) -> bool:
        with deadlines.one():
            await asyncio.sleep(seconds)
        return True

    stays = [0.0, 60.0, 0.001, 60.0, 0.0]
    came = await asyncio.gather(*map(stay, stays), return_exceptions=True)
    assert [one is True for one in came] == [True, False, True, False, True]
    assert [type(one) for one in came if one is not True] == [TimeoutError, TimeoutError]
    with pytest.raises(TimeoutError), deadlines.one():  # and once more, after all have gone
        await asyncio.Event().wait()


def test_deadlines_outlive_the_loop_that_they_began_in() -> None:
    """A timer of a loop that has ended rings no more; the next loop has its own."""
    deadlines = Deadlines(0.01)

    async def wait(seconds: float) -> None:
        with deadlines.one():
            await asyncio.sleep(seconds)

    asyncio.run(wait(0.0))
    with pytest.raises(TimeoutError):
        asyncio.run(wait(60.0))
