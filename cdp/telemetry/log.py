"""Log lines: one JSON object a line, with constant words and facts, never a message of an error.

What `cdp` and `privacy` log is a constant sentence and `extra=facts(…)`; arguments are not put
into it. Of other libraries' lines only level, place and the class of an exception are kept: their
messages may quote a statement, a parameter or a request.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TextIO

import orjson

from cdp.telemetry.facts import Fact, FactValue, accepted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

_FACTS: Final = "facts"
_OURS: Final = ("cdp", "privacy", "uvicorn.error")
"""Loggers whose sentences are constants; uvicorn's of start and stop are."""

_UNDER_OURS: Final = tuple(f"{name}." for name in _OURS)

_SENTENCE: Final = re.compile(r"[A-Za-z][A-Za-z ,.;'()-]{0,119}", re.ASCII)
"""No digits, no quotes, no percent signs: a sentence that was written in code."""


def facts(said: Mapping[Fact, FactValue]) -> dict[str, object]:
    """What to pass as `extra=` for a line to say `said`."""
    return {_FACTS: dict(said)}


class Told(logging.LogRecord):
    """A record at INFO of a constant sentence and its facts.

    It is made once a request, so it asks for no thread, no process, and no place in the code:
    lines of ours do not say them.
    """

    def __init__(self, name: str, sentence: str, said: Mapping[Fact, FactValue]) -> None:
        # Not the base's: it looks all of that up.
        created = time.time()
        vars(self).update(_UNSAID)
        self.name, self.msg = name, sentence
        self.created, self.msecs = created, created % 1 * 1000
        self.facts = said


_UNSAID: Final = vars(
    logging.LogRecord("", logging.INFO, pathname="", lineno=0, msg="", args=None, exc_info=None)
) | {"thread": None, "threadName": None, "processName": None, "process": None}


def tell(log: logging.Logger, sentence: str, said: Mapping[Fact, FactValue]) -> None:
    """Log `sentence`, a constant, with what `said` says of it."""
    if not log.isEnabledFor(logging.INFO):
        return
    match log.root.handlers:
        case [Lines() as lines] if _is_sayable(log.name, sentence):
            lines.say(log.name, sentence, said)
        case _:  # somebody else listens too
            log.handle(Told(log.name, sentence, said))


class Lines(logging.StreamHandler[TextIO]):
    """Writes JSON lines to one stream. What is told once a request is written without a record."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(JsonLines())

    def say(self, name: str, sentence: str, said: Mapping[Fact, FactValue]) -> None:
        """The line that `JsonLines` makes of a `Told`. As there, a stream that fails is silent."""
        head = {"t": _stamp(time.time()), "level": "info", "logger": name, "event": sentence}
        line = orjson.dumps(head | accepted(said), option=orjson.OPT_APPEND_NEWLINE).decode()
        with suppress(OSError, ValueError), self.lock or nullcontext():
            self.stream.write(line)
            self.stream.flush()


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON: t, level, logger, event, facts, error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "t": _stamp(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if _is_sayable(record.name, record.msg):
            line["event"] = record.msg
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        said = getattr(record, _FACTS, None)
        if isinstance(said, dict):
            line |= accepted(said)
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = list(described(record.exc_info[1]))
        return orjson.dumps(line).decode()


def _stamp(created: float) -> str:
    return datetime.fromtimestamp(created, UTC).isoformat(timespec="milliseconds")


def _is_sayable(name: str, sentence: object) -> bool:
    """Whether a line may hold `sentence`: it is one of ours, and was written in code."""
    is_ours = name.startswith(_UNDER_OURS) or name in _OURS
    return is_ours and _SENTENCE.fullmatch(str(sentence)) is not None


def described(error: BaseException) -> Iterator[str]:
    """An exception and what caused it, each as `Class at module:line`; no message, no value."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"{type(cause).__qualname__} at {_place(cause.__traceback__)}"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _place(trace: TracebackType | None) -> str:
    """Where it was raised: the innermost frame."""
    if trace is None:
        return "unknown"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', 'unknown')}:{trace.tb_lineno}"


def configure(level: str, stream: TextIO) -> None:
    """Make every log line of this process, and its last words, a JSON line on `stream`.

    For the start of a command that serves or works; it replaces what was configured before.
    """
    root = logging.getLogger()
    root.handlers[:] = [Lines(stream)]
    root.setLevel(level.upper())
    logging.getLogger("alembic").setLevel(logging.WARNING)  # its steps are told by place alone
    # A handler that fails would print the record with its arguments.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    sys.excepthook = _last_words
    threading.excepthook = _thread_ended
    sys.unraisablehook = _unraisable


def _last_words(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("cdp").critical("the process ended", exc_info=(kind, error, trace))


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        logging.getLogger("cdp").error("a thread ended", exc_info=ended.exc_value)


def _unraisable(lost: sys.UnraisableHookArgs) -> None:
    if lost.exc_value is not None:
        logging.getLogger("cdp").error("an error was lost", exc_info=lost.exc_value)
