"""Publication: the SDL, and a manifest in which a reviewer sees what each operation touches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from graphql import GraphQLList, get_nullable_type

from cdp.api.documents import Documents
from cdp.api.error_page import PAGE, error_page
from cdp.api.schema import Surface
from cdp.api.touching import taken_by, touched
from cdp.contract import Operation, Severity, changes_between, load_contract
from cdp.errors import DocumentRefused
from cdp.plan.compile import Compiler, Plan
from cdp.plan.purpose import Naming
from privacy.policy import Policy, default_document, load

SCHEMA: Final = "schema.graphql"
MANIFEST: Final = "manifest.json"
_AGAIN: Final = "run `cdp operations publish` and review it"


def manifest_of(operations: Mapping[Operation, Plan], compiler: Compiler) -> str:
    """The manifest: one entry an operation, sorted, so that a diff shows a footprint that grew."""
    policy = load(default_document())
    entries = [
        _entry(operation, plan, compiler, policy)
        for operation, plan in sorted(
            operations.items(), key=lambda pair: (pair[0].persona, pair[0].name)
        )
    ]
    return json.dumps({"version": 1, "operations": entries}, indent=2, ensure_ascii=False) + "\n"


def faults(root: Path, surface: Surface) -> Iterator[str]:
    """What is wrong with the contract under `root`: stale files, documents that do not compile."""
    contract = load_contract(root)
    if contract.sdl != surface.sdl:
        yield f"{SCHEMA} is not what the code says: {_AGAIN}"
        yield from _felt(contract.sdl, surface.sdl)
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
    if contract.manifest != manifest_of(plans, surface.compiler):
        yield f"{MANIFEST} is stale: {_AGAIN}"
    page = _page(root)
    if page is not None and _text(page) != error_page():
        yield f"{PAGE} is not what the code says: {_AGAIN}"


def publish(root: Path, surface: Surface) -> None:
    """Write the SDL, the manifest and, in a checkout, the page of errors.

    Raises:
        DocumentRefused: an operation does not compile; nothing is written.
    """
    operations = load_contract(root).operations
    plans = {operation: surface.compiler.compile(operation.text) for operation in operations}
    manifest = manifest_of(plans, surface.compiler)
    (root / SCHEMA).write_text(surface.sdl, encoding="utf-8")
    (root / MANIFEST).write_text(manifest, encoding="utf-8")
    page = _page(root)
    if page is not None:
        page.write_text(error_page(), encoding="utf-8")


def bulk_of(documents: Documents) -> frozenset[str]:
    """The ids of trusted documents that are bulk, as an address names them."""
    return frozenset(
        f"sha256:{digest}"
        for digest, plan in documents.trusted.items()
        if is_bulk(plan, documents.compiler)
    )


def is_bulk(plan: Plan, compiler: Compiler) -> bool:
    """Whether one request names many people: its root field takes a list of what is personal."""
    root = compiler.schema.get_root_type(plan.operation.operation)
    if root is None or plan.root is None:
        return False
    place = plan.root.name.value
    return any(
        isinstance(get_nullable_type(argument.type), GraphQLList)
        and compiler.labels.category(f"{root.name}.{place}({name}:)") is not None
        for name, argument in root.fields[place].args.items()
    )


def _felt(published: str, printed: str) -> Iterator[str]:
    """What clients would feel of a difference."""
    for change in changes_between(published, printed) if published else ():
        if change.severity is not Severity.SAFE:
            yield f"{SCHEMA}: {change.severity.value}: {change.what}"


def _page(root: Path) -> Path | None:
    """Where the page of errors lies beside the contract; None in an installed package."""
    page = root.parent / PAGE
    return page if page.parent.is_dir() else None


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


def _entry(
    operation: Operation, plan: Plan, compiler: Compiler, policy: Policy
) -> dict[str, object]:
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for coordinate, category in plan.footprint.shown.items():
        shown[category].append(coordinate)
    taken = taken_by(plan, compiler)
    return {
        "id": f"sha256:{operation.id}",
        "persona": operation.persona,
        "name": operation.name,
        "kind": plan.operation.operation.value,
        "purpose": plan.purpose.name,
        "cost": plan.cost_at_most,
        "bulk": is_bulk(plan, compiler),
        "footprint": [
            {"category": each.category.value, "en": each.words.en, "zh": each.words.zh}
            for each in touched(plan, taken, policy)
        ],
        "shows": dict(sorted(shown.items())),
        "asks": sorted(plan.footprint.asked),
        "takes": sorted(taken),
    }
