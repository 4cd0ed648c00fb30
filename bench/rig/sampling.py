"""Sampling: where processor time goes, by whole stacks, seen every millisecond of it."""

from __future__ import annotations

import signal
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

EVERY_S: Final = 0.001

Stack = tuple[str, ...]
"""Functions, the outermost first, each as `module.function`."""


@contextmanager
def sampled() -> Iterator[Counter[Stack]]:
    """Stacks of the main thread while the block runs, with how often each was seen.

    By the timer of the process's own processor time, so that waiting is not seen. A call into C is
    the function's that makes it; what an event loop in C does between two functions is the
    function's that goes on, for Python takes notice of a signal when it runs next.
    """
    seen: Counter[Stack] = Counter()

    def see(_: int, frame: FrameType | None) -> None:
        seen[_stack(frame)] += 1

    before = signal.signal(signal.SIGPROF, see)
    signal.setitimer(signal.ITIMER_PROF, EVERY_S, EVERY_S)
    try:
        yield seen
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stack(frame: FrameType | None) -> Stack:
    stack = []
    while frame is not None:
        module = frame.f_globals.get("__name__", "generated")
        stack.append(f"{module}.{frame.f_code.co_qualname}".replace(".<locals>", ""))
        frame = frame.f_back
    return tuple(reversed(stack))
