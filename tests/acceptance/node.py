"""Node: what the tests take from npm, installed once, and run with the Node of this environment."""

from __future__ import annotations

import fcntl
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from tests.acceptance.stand import PATIENCE_S

FOLDER: Final = Path(__file__).parents[1] / "node"
_BIN: Final = Path(sys.executable).parent
_LOCK: Final = FOLDER / "package-lock.json"
_STAMP: Final = FOLDER / "node_modules" / ".installed"


def run(script: str, told: object) -> Any:  # noqa: ANN401 - whatever the script prints
    """What `script` of the folder prints as JSON, with `told` on its standard input."""
    installed()
    done = subprocess.run(
        [_BIN / "node", FOLDER / script],
        input=json.dumps(told).encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def installed() -> None:
    """See that the locked packages lie in the folder: one process installs, the others wait."""
    with _LOCK.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = hashlib.sha256(lock.read()).hexdigest()
        if _STAMP.exists() and _STAMP.read_text(encoding="ascii") == wanted:
            return
        # `ci` empties the folder first, so an installation cut short leaves no stamp behind.
        done = subprocess.run(
            # Node brings certificates of its own; whom this machine trusts, npm trusts too.
            ["/usr/bin/env", "NODE_USE_SYSTEM_CA=1", _BIN / "npm", "ci", "--prefer-offline"],
            cwd=FOLDER,
            capture_output=True,
            timeout=5 * PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        _STAMP.write_text(wanted, encoding="ascii")
