"""`python -m privacy.ledger.verify DIR`: exit 0 if the log is sound, 1 if not, 2 if misused."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .directory import verify_directory

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Check the directory that `arguments` name, print the finding, return the exit code."""
    parser = argparse.ArgumentParser(
        prog="verify", description="Check an exported access log, offline."
    )
    parser.add_argument("directory", type=Path, help="what `cdp ledger export` wrote")
    parser.add_argument("--since", type=Path, help="a checkpoint kept from an earlier visit")
    parser.add_argument("--policy", type=Path, help="your own copy of log.policy")
    asked = parser.parse_args(arguments)
    report = verify_directory(asked.directory, since=asked.since, policy=asked.policy)
    for fault in report.faults:
        sys.stdout.write(f"FAULT {fault}\n")
    if report.is_sound:
        sys.stdout.write(f"OK {report.size} entries, root {report.root.hex()}\n")
    return 0 if report.is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
