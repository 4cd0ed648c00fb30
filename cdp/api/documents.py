"""Documents: which GraphQL text a request means, compiled once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cdp.contract import Contract
from cdp.errors import DocumentRefused
from cdp.plan.compile import Compiler, Plan, digest
from cdp.settings import Documents as Trust
from privacy.terms import ReasonCode

_SHA256: Final = "sha256:"
_KEPT: Final = 256
"""Ad-hoc documents that are kept compiled; the least recently used goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The plan of a request, and whether it is one of the trusted documents."""

    plan: Plan
    trusted: bool


@dataclass(slots=True, kw_only=True)
class Documents:
    """Trusted documents by id, and ad-hoc text where the deployment allows it.

    Under `off` no document is trusted: ids are unknown, and every text is any caller's.
    """

    compiler: Compiler
    mode: Trust
    trusted: Mapping[str, Plan]
    _recent: OrderedDict[tuple[str, str | None], Plan] = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, contract: Contract, compiler: Compiler, mode: Trust) -> Documents:
        """Every trusted document compiled; one that does not compile stops the start."""
        if mode is Trust.OFF:
            return cls(compiler=compiler, mode=mode, trusted={})
        trusted = {
            operation.id: compiler.compile(operation.text) for operation in contract.operations
        }
        for plan in trusted.values():
            plan.writer.prepare()
        return cls(compiler=compiler, mode=mode, trusted=trusted)

    def meant(
        self,
        document_id: str | None,
        text: str | None,
        name: str | None,
        *,
        may_introspect: bool = False,
    ) -> Meant:
        """What a request means by an id, by a text, or by both (then they must agree).

        Whoever `may_introspect` may send text that asks for the schema, and nothing else, where
        only registered documents run.

        Raises:
            DocumentRefused: the id is unknown, or text is not allowed here, or does not compile.
        """
        if document_id is not None:
            plan = self.trusted.get(document_id.removeprefix(_SHA256))
            if plan is None or (text is not None and digest(text) != plan.sha256):
                raise DocumentRefused(ReasonCode.DOCUMENT_UNKNOWN, self._advice)
            return Meant(plan=plan, trusted=True)
        if text is None:
            raise DocumentRefused(ReasonCode.BAD_REQUEST, "Send a documentId or a query.")
        known = self.trusted.get(digest(text))
        if known is not None:
            return Meant(plan=known, trusted=True)
        is_closed = self.mode is Trust.REQUIRE
        if is_closed and not may_introspect:
            raise _unpublished()
        plan = self._compiled(text, name)
        if is_closed and not plan.introspects:
            raise _unpublished()
        return Meant(plan=plan, trusted=False)

    @property
    def _advice(self) -> str:
        """What to send instead of an id that is unknown."""
        if self.mode is Trust.OFF:
            return "No operations are published here; send the text."
        return "Publish the operation, or send its current id."

    def _compiled(self, text: str, name: str | None) -> Plan:
        # The text has no personal literal (the compiler refuses them), so it may be kept.
        key = (digest(text), name)
        plan = self._recent.get(key)
        if plan is None:
            plan = self._recent[key] = self.compiler.compile(text, name)
            if len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        self._recent.move_to_end(key)
        return plan


def _unpublished() -> DocumentRefused:
    return DocumentRefused(
        ReasonCode.DOCUMENT_UNKNOWN, "Only published operations run here; send its id."
    )
