"""How a document is answered, as a diagram in Mermaid: from its text to the parts of its answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cdp.api.explanation import Explanation


def drawn(explanation: Explanation) -> str:
    """The diagram, which any Markdown page with Mermaid draws."""
    return "\n".join(["flowchart TD", *(f"  {line}" for line in _lines(explanation))])


def _lines(explanation: Explanation) -> Iterator[str]:
    plan = explanation.plan
    named = f"{explanation.kind} {plan.name}".strip()
    purpose = explanation.purpose or "Processing-Purpose"
    yield f"document[{_quoted(named, f'cost ≤ {plan.cost_at_most}')}]"
    yield f"gate{{{{{_quoted('gate', purpose)}}}}}"
    before = "gate"
    yield "document --> gate"
    for place, step in enumerate(explanation.steps):
        yield f"step{place}[({_quoted(step.statement.name, step.database.value)})]"
        yield f"{before} --> step{place}"
        before = f"step{place}"
    by_category: defaultdict[str, list[str]] = defaultdict(list)
    for coordinate, category in explanation.shows.items():
        by_category[category].append(coordinate)
    if by_category:
        yield f"opening[{_quoted('opening', 'allowed, masked or null')}]"
        yield f"{before} --> opening"
        before = "opening"
    yield f"answer([{_quoted('answer')}])"
    yield f"{before} --> answer"
    for place, (category, coordinates) in enumerate(sorted(by_category.items())):
        yield f"part{place}[{_quoted(category, *coordinates)}]"
        yield f"answer --> part{place}"


def _quoted(*lines: str) -> str:
    """A label: in quotes, so that nothing in it is taken for a mark of the diagram's own."""
    return '"' + "<br/>".join(line.replace('"', "#quot;") for line in lines) + '"'
