"""`python -m privacy.ledger.verify DIR`: exit 0 if the log is sound, 1 if not, 2 if misused."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .directory import entries, verify_directory
from .kept import verify_kept

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Check the directory that `arguments` name, print the finding, return the exit code."""
    asked = _parser().parse_args(arguments)
    report = verify_directory(asked.directory, since=asked.since, policy=asked.policy)
    kept = [verify_kept(asked.directory, path, policy=asked.policy) for path in asked.receipt]
    faults = [*report.faults, *(fault for fault in kept if fault is not None)]
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    if faults:
        return 1
    if asked.entries:  # shown only where all of it checks out
        for index, entry in entries(asked.directory, report.size):
            sys.stdout.write(f"{index}\t{entry.decode(errors='backslashreplace')}\n")
    else:
        sys.stdout.write(f"OK {report.size} entries, root {report.root.hex()}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verify", description="Check an exported access log, offline."
    )
    parser.add_argument("directory", type=Path, help="what `cdp ledger export` wrote")
    parser.add_argument("--since", type=Path, help="a checkpoint kept from an earlier visit")
    parser.add_argument("--policy", type=Path, help="your own copy of log.policy")
    parser.add_argument(
        "--receipt",
        type=Path,
        action="append",
        default=[],
        help="an answer's extensions.access, kept as a file; may be given again",
    )
    parser.add_argument("--entries", action="store_true", help="print the entries of a sound log")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
