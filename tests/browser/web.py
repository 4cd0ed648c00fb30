"""Web: the pages as `make web` builds them, and a browser that goes through them by a script."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
CHECKS: Final = ROOT / "web" / "check"
SHOTS: Final = ROOT / "build" / "shots"
"""Where the pictures of the last run lie; git ignores it."""

NODE: Final = Path(sys.executable).parent / "node"

_INSTALL_S: Final = 600.0
_SCRIPT_S: Final = 90.0


def built() -> None:
    """See that the pages are built, and that browser and type checker are there."""
    done = subprocess.run(
        [ROOT / "web" / "build", "check"], capture_output=True, timeout=_INSTALL_S, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def browsed(script: str, told: Mapping[str, object]) -> dict[str, Any]:
    """What `script` saw, which prints it as JSON; `told` is what it needs to know."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [NODE, CHECKS / script],
        input=json.dumps({**told, "shots": str(SHOTS)}).encode(),
        capture_output=True,
        timeout=_SCRIPT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen
