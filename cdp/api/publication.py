"""Publication: the SDL, and a manifest in which a reviewer sees what each operation touches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from cdp.api.schema import Surface
from cdp.contract import Operation, load_contract
from cdp.errors import DocumentRefused
from cdp.plan.compile import Plan
from cdp.plan.purpose import Naming

SCHEMA: Final = "schema.graphql"
MANIFEST: Final = "manifest.json"


def manifest_of(operations: Mapping[Operation, Plan]) -> str:
    """The manifest: one entry an operation, sorted, so that a diff shows a footprint that grew."""
    entries = [
        _entry(operation, plan)
        for operation, plan in sorted(
            operations.items(), key=lambda pair: (pair[0].persona, pair[0].name)
        )
    ]
    return json.dumps({"version": 1, "operations": entries}, indent=2, ensure_ascii=False) + "\n"


def faults(root: Path, surface: Surface) -> Iterator[str]:
    """What is wrong with the contract under `root`: stale files, documents that do not compile."""
    contract = load_contract(root)
    if contract.sdl != surface.sdl:
        yield f"{SCHEMA} is not what the code says: run `cdp operations publish` and review it"
    plans: dict[Operation, Plan] = {}
    for operation in contract.operations:
        place = f"operations/{operation.persona}/{operation.name}.graphql"
        try:
            plan = plans[operation] = surface.compiler.compile(operation.text)
        except DocumentRefused as refused:
            yield f"{place}: {refused.advice}"
            continue
        if plan.name != operation.name:
            yield f"{place}: the operation is called {plan.name}; name the file after it"
        if plan.purpose.naming is not Naming.LITERAL:
            yield f"{place}: names no purpose as a literal"
    if contract.manifest != manifest_of(plans):
        yield f"{MANIFEST} is stale: run `cdp operations publish` and review it"


def publish(root: Path, surface: Surface) -> None:
    """Write the SDL and the manifest.

    Raises:
        DocumentRefused: an operation does not compile; nothing is written.
    """
    operations = load_contract(root).operations
    manifest = manifest_of(
        {operation: surface.compiler.compile(operation.text) for operation in operations}
    )
    (root / SCHEMA).write_text(surface.sdl, encoding="utf-8")
    (root / MANIFEST).write_text(manifest, encoding="utf-8")


def _entry(operation: Operation, plan: Plan) -> dict[str, object]:
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for coordinate, category in plan.footprint.shown.items():
        shown[category].append(coordinate)
    return {
        "id": f"sha256:{operation.id}",
        "persona": operation.persona,
        "name": operation.name,
        "kind": plan.operation.operation.value,
        "purpose": plan.purpose.name,
        "shows": dict(sorted(shown.items())),
        "asks": sorted(plan.footprint.asked),
    }
