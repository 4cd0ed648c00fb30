"""Every benchmark, one after the other: `make bench` and `make bench-full`.

    .venv/bin/python -m bench [--full]

Quick size takes at most ten minutes, full size at most ninety: each script has its share, and is
stopped where it takes longer. What was found goes to bench/results/, as JSON, as a table and as
plots. Exits 1 where a script failed; the others are measured all the same.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Final

from bench.report import plots
from bench.report.results import Results
from bench.report.table import markdown
from bench.rig.finding import circumstances
from bench.rig.programme import Programme, Turn
from cdp.wiring import now

FOLDER: Final = Path(__file__).parent
RESULTS: Final = FOLDER / "results"

TURNS: Final = (
    Turn("screen_pop.py", "--only", "P1", quick_min=2.3, full_min=20.0),
    Turn("screen_pop.py", "--only", "P2", quick_min=1.5, full_min=10.0),
    Turn("screen_pop.py", "--only", "P10", quick_min=1.4, full_min=25.0),
    Turn("writer.py", quick_min=0.3, full_min=1.0),
    Turn("hot_path.py", quick_min=0.4, full_min=1.5),
    Turn("ledger.py", quick_min=1.0, full_min=4.0),
    Turn("start.py", quick_min=0.9, full_min=4.0),
    Turn("attacks.py", quick_min=0.5, full_min=4.0),
    Turn("suggestions.py", quick_min=0.3, full_min=14.0),
    Turn("identity.py", quick_min=1.3, full_min=6.0),
)
"""Their shares make less than ten and less than ninety minutes."""


def tell(line: str) -> None:
    """Say what goes on."""
    print(line, flush=True)


def main() -> None:
    """Measure everything, and keep what was found."""
    parser = argparse.ArgumentParser(description="Every benchmark, one after the other.")
    parser.add_argument("--full", action="store_true", help="ninety minutes instead of ten")
    is_full = parser.parse_args().full
    programme = Programme(folder=FOLDER, tell=tell)
    asyncio.run(programme.run(TURNS, is_quick=not is_full))
    results = Results(
        command="make bench-full" if is_full else "make bench",
        where=circumstances(now),
        findings=programme.findings,
        failures=programme.failures,
    )
    place = keep(results, RESULTS)
    tell(f"\n{markdown(results)}\nKept in bench/results/{place.name}")
    sys.exit(1 if programme.failures else 0)


def keep(results: Results, folder: Path) -> Path:
    """Write everything that is kept of a run; the file that the rest is made from."""
    place = results.write(folder)
    (folder / f"{results.name}.md").write_text(markdown(results), encoding="utf-8")
    plots.write(results, folder)
    return place


if __name__ == "__main__":
    main()
