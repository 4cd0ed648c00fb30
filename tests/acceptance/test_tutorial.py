"""The tutorial is followed to the letter: its commands, in its order, with what it says is seen."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import pytest

from tests.acceptance.process import CDP, free_port
from tests.acceptance.stand import PATIENCE_S
from tests.house.checks.source import ROOT

PAGE: Final = ROOT / "docs/tutorial/first-hour.md"
TWIN: Final = ROOT / "docs/tutorial/first-hour.zh-CN.md"

INSTALLED: Final = "make install\n"
"""The first block: whoever runs these tests has done it."""
STARTED: Final = ".venv/bin/cdp up "
"""How the second begins: the first terminal, where the service stays."""
BASH: Final = ("/usr/bin/env", "bash")
END: Final = "=== end of a block ==="
WHOLE_HOUR_S: Final = 6 * PATIENCE_S

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a reader copies, and what she should see then: nothing where the page shows none."""

    commands: str
    shown: str


def steps(page: Path) -> list[Step]:
    """The blocks of a page, each with the output that stands behind it."""
    found: list[Step] = []
    for language, text in _FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "sh":
            found.append(Step(commands=text, shown=""))
        else:
            assert language == "text", "a block is commands (sh) or what they show (text)"
            last = found.pop()
            assert last.shown == "", "two outputs follow one block of commands"
            found.append(Step(commands=last.commands, shown=text))
    return found


def missing(shown: str, seen: str) -> list[str]:
    """Lines that the page shows and that were not seen, in this order; none where all is well.

    `…` stands for any text, and alone on a line for any lines, or none.
    """
    lines = [line.rstrip().lstrip("\ufeff") for line in seen.splitlines() if line.strip()]
    at, is_apart = 0, False
    for wanted in (line.rstrip() for line in shown.splitlines() if line.strip()):
        if wanted == "…":
            is_apart = True
            continue
        form = re.compile(".*".join(map(re.escape, wanted.split("…"))))
        places = range(at, len(lines)) if is_apart else range(at, min(at + 1, len(lines)))
        place = next((place for place in places if form.fullmatch(lines[place])), None)
        if place is None:
            return [wanted]
        at, is_apart = place + 1, False
    return [] if is_apart else [f"more than that: {line}" for line in lines[at:]]


@contextmanager
def first_terminal(step: Step, environ: dict[str, str], said: Path) -> Iterator[None]:
    """The service of the first terminal, until Ctrl-C."""
    with said.open("wb") as out:
        service = subprocess.Popen(
            [*BASH, "-c", f"exec {step.commands}"],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = monotonic() + WHOLE_HOUR_S
        while missing(step.shown, said.read_text(encoding="utf-8")):
            assert service.poll() is None, said.read_text(encoding="utf-8")
            assert monotonic() < deadline, said.read_text(encoding="utf-8")
            sleep(0.2)
        yield
    finally:
        if service.poll() is None:
            service.send_signal(signal.SIGINT)
        service.wait(WHOLE_HOUR_S)


def second_terminal(followed: list[Step], environ: dict[str, str]) -> list[str]:
    """What each block shows, all of them in one shell."""
    script = "".join(f"{step.commands}echo '{END}'\n" for step in followed)
    done = subprocess.run(
        BASH,
        input=f"exec 2>&1\n{script}",
        cwd=ROOT,
        env=environ,
        check=False,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=WHOLE_HOUR_S,
    )
    seen = done.stdout.split(f"{END}\n")
    assert (len(seen), seen[-1]) == (len(followed) + 1, ""), done.stdout
    return seen[:-1]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A newcomer's, but for the port and for where the state lies; tables 80 columns wide."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "TMPDIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "CDP_STATE_DIR": str(tmp_path / "var"),
        "CDP_PORT": str(free_port()),
    }


def test_whoever_follows_the_page_to_the_letter_sees_what_it_shows(
    environ: dict[str, str], tmp_path: Path
) -> None:
    """From nothing to a certificate; what she did not see is named with the block above it."""
    install, start, *rest = steps(PAGE)
    assert (install.commands, install.shown) == (INSTALLED, "")
    assert start.commands.startswith(STARTED)
    try:
        with first_terminal(start, environ, tmp_path / "said"):
            seen = second_terminal(rest, environ)
    finally:
        dropped = subprocess.run(
            [CDP, "db", "drop", "--yes"], env=environ, check=False, capture_output=True
        )
    assert dropped.returncode == 0
    faults = [
        f"{step.commands}did not show:\n{line}\nbut:\n{said}"
        for step, said in zip(rest, seen, strict=True)
        for line in missing(step.shown, said)[:1]
    ]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith("tmp.")]
    assert left == [], "the page tidies its own folder up"


def test_both_languages_show_the_same_commands_and_the_same_answers() -> None:
    """So that one of them followed is both followed."""
    assert steps(TWIN) == steps(PAGE)


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        ("a\nb\n", "a\n\nb  \n"),
        ("…\nb\n", "a\na\nb\n"),
        ("a\n…\n", "a\n"),
        ("id …, 6 keys\n", "id 123, 6 keys\n"),
        ("", "\n"),
    ],
)
def test_what_the_page_shows_is_seen(shown: str, seen: str) -> None:
    """Blank lines and what stands for anything apart."""
    assert missing(shown, seen) == []


@pytest.mark.parametrize(
    ("shown", "seen", "fault"),
    [
        ("a\nb\n", "a\n", "b"),
        ("b\n", "a\nb\n", "b"),
        ("a\n", "a\nb\n", "more than that: b"),
        ("", "Traceback\n", "more than that: Traceback"),
        ("b\n…\na\n", "b\nc\n", "a"),
        ("1.0\n", "1x0\n", "1.0"),
    ],
)
def test_what_the_page_does_not_show_is_found(shown: str, seen: str, fault: str) -> None:
    """A line that is missing, comes too early, or comes besides."""
    assert missing(shown, seen) == [fault]
