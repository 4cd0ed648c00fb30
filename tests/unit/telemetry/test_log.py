"""A log line holds constants and facts; no message of an error, no argument, no foreign prose."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import sys
import threading
import warnings
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from cdp.telemetry.facts import Fact
from cdp.telemetry.log import configure, facts, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "13800138000"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that this process logs, as `configure` arranges it; put back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    stream = io.StringIO()
    configure("debug", stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers[:], logging.raiseExceptions = before[0], before[2]
    root.setLevel(before[1])
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def said(lines: io.StringIO) -> list[dict[str, object]]:
    """The lines, each of which is JSON, and none of which holds the canary."""
    text = lines.getvalue()
    assert CANARY not in text
    return [json.loads(line) for line in text.splitlines()]


def failed() -> tuple[type[BaseException], BaseException, None]:
    """An exception whose message, cause and arguments all quote a row."""
    cause = KeyError(CANARY)
    error = ValueError(f"Key (phone)=({CANARY}) already exists", CANARY)
    error.__cause__ = cause
    return type(error), error, None


def test_a_line_of_ours_is_its_sentence_and_its_facts(lines: io.StringIO) -> None:
    """In one JSON object."""
    extra = facts({Fact.STATUS: 200, Fact.OUTCOME: "executed"})
    logging.getLogger("cdp.http").info("request answered", extra=extra)
    (line,) = said(lines)
    assert line.pop("t")
    assert line == {
        "level": "info",
        "logger": "cdp.http",
        "event": "request answered",
        "http.response.status_code": 200,
        "cdp.outcome": "executed",
    }


def test_what_is_told_once_a_request_is_a_line_like_any_other(lines: io.StringIO) -> None:
    """The short way to the stream changes no letter of it, and lets nothing more through."""
    log = logging.getLogger("cdp.http")
    deeds: list[tuple[str, dict[Fact, str | int | float]]] = [
        ("request answered", {Fact.STATUS: 200, Fact.OUTCOME: "executed", Fact.MILLISECONDS: 0.5}),
        ("request answered", {Fact.OPERATION: CANARY, Fact.STATUS: 503}),
        ("a caller went away", {}),
    ]
    for sentence, said_of in deeds:
        log.info(sentence, extra=facts(said_of))
        tell(log, sentence, said_of)
    told = said(lines)
    for line in told:
        assert line.pop("t")
    assert told[::2] == told[1::2]


def test_whoever_listens_besides_is_told_too(lines: io.StringIO) -> None:
    """A second handler of the process hears what the stream says."""
    heard: list[logging.LogRecord] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record)

    logging.getLogger().addHandler(Listener())
    tell(logging.getLogger("cdp.http"), "request answered", {Fact.STATUS: 200})
    (line,) = said(lines)
    assert [record.msg for record in heard] == [line["event"]] == ["request answered"]


def test_what_is_told_is_a_sentence_of_ours_or_nothing(lines: io.StringIO) -> None:
    """By the short way as by the long one."""
    tell(logging.getLogger("cdp.http"), f"answered {CANARY}", {Fact.STATUS: 200})
    tell(logging.getLogger("a.library"), "request answered", {Fact.STATUS: 200})
    assert [line.get("event") for line in said(lines)] == [None, None]


def test_nothing_is_told_below_the_level(lines: io.StringIO) -> None:
    """A deployment that wants warnings alone gets them alone."""
    logging.getLogger().setLevel(logging.WARNING)
    tell(logging.getLogger("cdp.http"), "request answered", {Fact.STATUS: 200})
    assert said(lines) == []


def test_arguments_never_reach_a_line(lines: io.StringIO) -> None:
    """Neither by %, nor by being part of the sentence, nor as a fact or another extra."""
    log = logging.getLogger("privacy.door")
    log.warning("refused %s", CANARY)
    log.warning(f"refused {CANARY}")  # noqa: G004 - the slip that must not leak
    log.warning("refused", extra={"facts": {"number": CANARY, "cdp.operation": CANARY}})
    log.warning("refused", extra={"facts": CANARY, "phone": CANARY})
    events = [line.get("event") for line in said(lines)]
    assert events == [None, None, "refused", "refused"]


@pytest.mark.parametrize("name", ["asyncpg", "sqlalchemy.engine", "asyncio", "cdpx", "root"])
def test_other_libraries_tell_where_and_not_what(lines: io.StringIO, name: str) -> None:
    """Their sentences may quote a statement or a request."""
    logging.getLogger(name).error(f"executing for {CANARY}", exc_info=failed())  # noqa: G004 - as above
    logging.getLogger(name).error("a sentence without digits that names Wang Xiaoming")
    first, second = said(lines)
    assert str(first["place"]).startswith("test_log:")
    assert first["error"] == ["ValueError at unknown", "KeyError at unknown"]
    assert "event" not in second


def test_an_exception_is_told_by_class_and_place(lines: io.StringIO) -> None:
    """With everything that caused it, and no message."""
    log = logging.getLogger("cdp.api")
    try:
        try:
            int(CANARY + "x")
        except ValueError as error:
            raise LookupError(CANARY) from error
    except LookupError:
        log.exception("request failed")
    (line,) = said(lines)
    here = "tests.unit.telemetry.test_log"
    classes = [str(part).rsplit(":", 1)[0] for part in line["error"]]  # type: ignore[attr-defined] # a list
    assert classes == [f"LookupError at {here}", f"ValueError at {here}"]


def test_a_circle_of_causes_ends(lines: io.StringIO) -> None:
    """Exceptions can be made to point at each other."""
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.__cause__, second.__cause__ = second, first
    logging.getLogger("cdp").error("failed", exc_info=first)
    assert said(lines)[0]["error"] == ["ValueError at unknown", "KeyError at unknown"]


def test_a_lost_task_says_its_class(lines: io.StringIO) -> None:
    """asyncio prints the task and its exception by itself."""

    async def lose() -> None:
        async def fail() -> None:
            raise ValueError(CANARY)

        task = asyncio.get_running_loop().create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    with asyncio.Runner() as runner:
        runner.run(lose())
        gc.collect()
    assert any("ValueError" in str(line.get("error")) for line in said(lines))


def test_last_words_are_a_line_too(lines: io.StringIO) -> None:
    """Python's own traceback would end with the message."""
    sys.excepthook(*failed())
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    thread = threading.Thread(target=lambda: int(CANARY + "x"))
    thread.start()
    thread.join()
    events = [line["event"] for line in said(lines)]
    assert events == ["the process ended", "a thread ended"]


def test_an_end_without_an_error_is_no_line(lines: io.StringIO) -> None:
    """Python may have nothing to tell."""
    threading.excepthook(threading.ExceptHookArgs((ValueError, None, None, None)))
    sys.unraisablehook(
        SimpleNamespace(
            exc_type=ValueError, exc_value=None, exc_traceback=None, err_msg=None, object=None
        )
    )
    assert said(lines) == []


def test_an_error_in_a_finaliser_is_a_line_too(lines: io.StringIO) -> None:
    """Python prints it where nobody looks, with its message."""

    class Careless:
        def __del__(self) -> None:
            raise ValueError(CANARY)

    Careless()
    gc.collect()
    assert [line["event"] for line in said(lines)] == ["an error was lost"]


def test_a_warning_tells_where(lines: io.StringIO) -> None:
    """Its text is somebody's prose."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"odd value {CANARY}", stacklevel=1)
    assert [line["logger"] for line in said(lines)] == ["py.warnings"]


def test_a_stream_that_fails_prints_nothing_instead(
    lines: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """logging's own report of it would hold the arguments."""
    lines.close()
    logging.getLogger("cdp").error("failed %s", CANARY)
    tell(logging.getLogger("cdp.http"), "request answered", {Fact.STATUS: 200})
    assert capsys.readouterr().err == ""
