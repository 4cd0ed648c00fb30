"""A certificate is checked by a process with one file of ours, a public key, and no database."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import privacy.rights.verify

_BLOCKER: Final = (
    "import sys\n"
    "for name in ('sqlalchemy', 'orjson', 'asyncpg', 'phonenumbers', 'privacy', 'cdp'):\n"
    "    sys.modules[name] = None\n"
    "import runpy\n"
    "sys.argv = ['verify', 'certificate', '--key', 'key']\n"
    "runpy.run_path('verify.py', run_name='__main__')\n"
)
"""Runs a copy of the verifier where nothing else of ours can be imported."""


async def verifies_alone(certificate: str, key: str) -> bool:
    """Whether it does; and whether one changed digit is found."""
    with tempfile.TemporaryDirectory(prefix="cdp-certificate-") as place:
        folder = Path(place)
        shutil.copy(str(privacy.rights.verify.__file__), folder / "verify.py")
        (folder / "key").write_text(key, encoding="utf-8")
        sound = await _exit_code(folder, certificate)
        forged = await _exit_code(folder, certificate.replace('"before":1', '"before":2', 1))
    return (sound, forged) == (0, 1)


async def _exit_code(folder: Path, certificate: str) -> int | None:
    (folder / "certificate").write_text(certificate, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _BLOCKER,
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await process.wait()
