"""Calling `cdp` inside this process: what it printed, and its exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from cdp.cli import main
from cdp.settings import Settings, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What came of a call."""

    code: int
    out: str
    err: str


def call(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
    environ: Mapping[str, str],
) -> Called:
    """Run `cdp` with `arguments` and no setting but those of `environ`."""
    for field in Settings.model_fields:
        monkeypatch.delenv(key_of(field), raising=False)
    for key, value in environ.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(sys, "argv", ["cdp", *arguments])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    code = ended.value.code
    return Called(code=code if isinstance(code, int) else 0, out=printed.out, err=printed.err)
