"""Load: kept connections, each sending its next request when its answer has been checked."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HEAD_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length: "
_OK: Final = b"HTTP/1.1 200 "
_LATE_S: Final = 30
"""An answer that takes longer never comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request as it goes over the wire, and what its answer must hold."""

    request: bytes
    expected: tuple[bytes, ...]
    counted: tuple[tuple[bytes, int], ...] = ()

    def check(self, head: bytes, body: bytes) -> None:
        """Raise where the answer is another one: an error is fast, and so would look good."""
        if not head.startswith(_OK):
            raise WrongAnswer(head[:200] + b" " + body[:2_000])
        if b'"errors"' in body or any(each not in body for each in self.expected):
            raise WrongAnswer(body[:2_000])
        if any(body.count(each) != times for each, times in self.counted):
            raise WrongAnswer(body[:2_000])

    def unchecked(self) -> Question:
        """The same request, whatever its body says: for a server that answers a constant."""
        return Question(request=self.request, expected=())


class WrongAnswer(Exception):
    """The benchmark measured something else: an answer is not what it must be."""


@dataclass(slots=True, kw_only=True)
class Yield:
    """What a round brought: answers, how long it took, how long each waited, and their size.

    `waits` stays empty where whoever asks does not say how long each answer took.
    """

    seconds: float = 0.0
    answers: int = 0
    waits: list[float] = field(default_factory=list)
    octets: int = 0

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds

    def wait_ms(self, share: float) -> float | None:
        """The wait that `share` of the answers did not exceed, in milliseconds."""
        if not self.waits:
            return None
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Line(asyncio.Protocol):
    """One connection."""

    def __init__(self, questions: Sequence[Question], until: float, took: Yield) -> None:
        self._questions = questions
        self._until = until
        self._took = took
        self._draw: Callable[[int], int] = secrets.randbelow
        self._came = bytearray()
        self._needed = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._came += data
        if len(self._came) < self._needed:
            return
        end = self._came.find(_HEAD_END)
        if end < 0:
            return
        head = bytes(self._came[:end])
        at = head.lower().index(_LENGTH) + len(_LENGTH)
        length = int(head[at:].split(b"\r\n", 1)[0])
        self._needed = end + len(_HEAD_END) + length
        if len(self._came) < self._needed:
            return
        now = perf_counter()
        self._took.answers += 1
        self._took.waits.append(now - self._asked_at)
        self._took.octets += length
        self._answered(head, bytes(self._came[end + len(_HEAD_END) :]), now)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionResetError())

    def _answered(self, head: bytes, body: bytes, now: float) -> None:
        self._came.clear()
        self._needed = 0
        try:
            self._question.check(head, body)
        except WrongAnswer as wrong:
            self.done.set_exception(wrong)
            self._transport.close()
            return
        if now < self._until:
            self._ask()
        else:
            self.done.set_result(None)
            self._transport.close()

    def _ask(self) -> None:
        self._question = self._questions[self._draw(len(self._questions))]
        self._asked_at = perf_counter()
        self._transport.write(self._question.request)


async def load(
    ports: Sequence[int], questions: Sequence[Question], *, connections: int, seconds: float
) -> Yield:
    """Ask at random for `seconds`, on loopback; the connections take the ports in turn.

    Raises:
        WrongAnswer: an answer is not what it must be.
        TimeoutError: an answer does not come.
    """
    loop, took, began = asyncio.get_running_loop(), Yield(), perf_counter()
    lines = []
    for n in range(connections):
        _, line = await loop.create_connection(
            lambda: _Line(questions, began + seconds, took), "127.0.0.1", ports[n % len(ports)]
        )
        lines.append(line.done)
    async with asyncio.timeout(seconds + _LATE_S):
        await asyncio.gather(*lines)
    took.seconds = perf_counter() - began
    return took
