"""The verifier runs where nothing of ours is: the standard library and `cryptography` alone."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

import pytest

from privacy.ledger import verify
from tests.unit.ledger.test_verify import BUNDLE, change, exported

ABSENT = ("sqlalchemy", "phonenumbers", "orjson", "asyncpg", "pydantic", "strawberry", "graphql")
RUN = """
import runpy, sys
for name in {absent!r}:
    sys.modules[name] = None  # importing it raises ImportError
sys.argv = {argv!r}
runpy.run_module({module!r}, run_name="__main__", alter_sys=True)
"""


async def run(module: str, *arguments: str, absent: tuple[str, ...], cwd: Path) -> tuple[int, str]:
    """Run `module` in a process in which `absent` cannot be imported."""
    script = RUN.format(absent=absent, argv=[module, *arguments], module=module)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, cwd=cwd, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


@pytest.fixture
async def log(tmp_path: Path) -> Path:
    await exported(tmp_path / "log", 300)
    return tmp_path / "log"


async def test_it_runs_without_our_dependencies(log: Path) -> None:
    """Nothing that it imports drags them in; it finds one changed byte and names its entry."""
    root = Path(__file__).parents[3]
    module = "privacy.ledger.verify"
    sound = await run(module, str(log), absent=ABSENT, cwd=root)
    change(log / BUNDLE, 9)
    broken = await run(module, str(log), absent=ABSENT, cwd=root)
    assert sound[0] == 0
    assert sound[1].startswith("OK 300 entries, root ")
    assert broken == (1, "FAULT entry 0 is not what was logged there\n")


async def test_its_folder_runs_by_itself(log: Path, tmp_path: Path) -> None:
    """Copied away from the rest of our code, on the auditor's machine."""
    shutil.copytree(Path(str(verify.__file__)).parent, tmp_path / "verify")
    absent = (*ABSENT, "privacy", "cdp")
    sound = await run("verify", str(log), absent=absent, cwd=tmp_path)
    assert sound[0] == 0
    assert sound[1].startswith("OK 300 entries, root ")


async def test_it_imports_nothing_but_the_standard_library_and_cryptography(tmp_path: Path) -> None:
    """Whatever it loads, named; what this machine's Python loads by itself is not its doing."""
    shutil.copytree(Path(str(verify.__file__)).parent, tmp_path / "verify")
    script = (
        "before = set(sys.modules); import verify.__main__; "
        "tops = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(*sorted(tops - set(sys.stdlib_module_names)))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-c",
        f"import sys; sys.path.insert(0, '.'); {script}",
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    loaded = {name for name in said.decode().split() if not name.startswith("_")}
    measuring = {"coverage", "$coverage", "greenlet"}  # what the test run itself may bring along
    assert {"cryptography", "verify"} == loaded - measuring
