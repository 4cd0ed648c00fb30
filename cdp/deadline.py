"""Deadlines: blocks that are ended when they take too long, however many run, by one timer.

What `asyncio.timeout` does, for the path of every answer: that is awaited twice and sets a timer
for each block, of which hardly any ever rings.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class Deadlines:
    """So many seconds for each of many blocks: whoever began first has to end first.

    `with deadlines.one():` cancels its task when they are over, and raises `TimeoutError`. Where
    somebody else cancelled it too, it stays cancelled.
    """

    __slots__ = ("_is_timed", "_loop", "_running", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_timed = False
        self._running: deque[Deadline] = deque()

    def one(self) -> Deadline:
        """The deadline of one block, which begins when it is entered."""
        return Deadline(self)

    def begin(self, deadline: Deadline, loop: asyncio.AbstractEventLoop) -> None:
        """Watch over `deadline` too, until it is left or over."""
        if loop is not self._loop:  # the timer is of a loop that has ended
            self._loop, self._is_timed = loop, False
            self._running.clear()
        self._running.append(deadline)
        if not self._is_timed:
            self._is_timed = True
            loop.call_at(deadline.ends_at, self._ring)

    def forget(self) -> None:
        """Let go of whoever has left, up to the first who has not."""
        while self._running and self._running[0].is_left:
            self._running.popleft()

    def _ring(self) -> None:
        """End those who are late, and wait for the first of the others."""
        loop, running = asyncio.get_running_loop(), self._running
        now = loop.time()
        while running and (running[0].is_left or running[0].ends_at <= now):
            running.popleft().end()
        self._is_timed = bool(running)
        if running:
            loop.call_at(running[0].ends_at, self._ring)


class Deadline:
    """One block's, used once, inside a task."""

    __slots__ = ("_among", "_cancelled_before", "_task", "ends_at", "is_left", "is_over")

    def __init__(self, among: Deadlines) -> None:
        self._among = among
        self.is_left = self.is_over = False

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task(loop)
        if task is None:
            raise RuntimeError("a deadline is a task's")
        self._task = task
        self._cancelled_before = task.cancelling()
        self.ends_at = loop.time() + self._among.seconds
        self._among.begin(self, loop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        task, self.is_left = self._task, True
        del self._task  # in the row behind somebody slow, it would keep its work alive
        self._among.forget()
        if not self.is_over:
            return
        is_ours_alone = task.uncancel() <= self._cancelled_before
        if is_ours_alone and isinstance(error, asyncio.CancelledError):
            raise TimeoutError from error

    def end(self) -> None:
        """Cancel the block, unless it was left."""
        if not self.is_left:
            self.is_over = True
            self._task.cancel()
