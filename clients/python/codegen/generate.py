"""Write the client's operations anew from the trusted documents, or say that they are not new.

Runs in the environment of `requirements/client.txt`, from the repository's root: `make client`.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
COMMITTED = HERE.parent / "src/pipl_cdp_client/operations"
COPIED = ("async_base_client.py", "base_model.py", "exceptions.py")
HEAD = '"""Generated from graphql/ by `make client`: change the documents, not this file."""\n\n'


def generated(into: Path) -> Path:
    """The package that graphql/ gives, in `into`."""
    tools = Path(sys.executable).parent
    config = (HERE.parent / "pyproject.toml").read_text(encoding="utf-8")
    config = config.replace('"graphql/', f'"{ROOT}/graphql/')
    (into / "pyproject.toml").write_text(config, encoding="utf-8")
    environ = {"PATH": os.defpath, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    run = [str(tools / "ariadne-codegen"), "client"]
    done = subprocess.run(run, cwd=into, env=environ, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    package = into / "operations"
    for name in COPIED:
        (package / name).unlink(missing_ok=True)
    for file in package.glob("*.py"):
        file.write_text(HEAD + file.read_text(encoding="utf-8"), encoding="utf-8")
    ruff = [str(tools / "ruff")]
    rules = ["--isolated", "--quiet", "--line-length", "100", "--target-version", "py311"]
    fixes = ["check", "--select", "I,UP,F401", "--ignore", "UP042", "--fix", "--unsafe-fixes"]
    for words in (fixes, ["format"]):
        subprocess.run([*ruff, *words, *rules, str(package)], check=True)
    return package


def differing(one: Path, other: Path) -> list[str]:
    """Names of files that are not the same in both."""
    names = {file.name for folder in (one, other) for file in folder.glob("*.py")}
    _, unlike, absent = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    return sorted([*unlike, *absent])


def main() -> None:
    """Generate; with `--check` only compare, and fail where the committed package is another."""
    with tempfile.TemporaryDirectory() as folder:
        package = generated(Path(folder))
        if "--check" in sys.argv[1:]:
            stale = differing(package, COMMITTED)
            if stale:
                sys.exit(f"Not what graphql/ gives: {', '.join(stale)}. Run `make client`.")
            return
        shutil.rmtree(COMMITTED, ignore_errors=True)
        shutil.copytree(package, COMMITTED)


if __name__ == "__main__":
    main()
