"""Writer: the function that writes a document's answers, one for each way its conditions fall."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast
from weakref import finalize

from graphql import FragmentDefinitionNode, GraphQLObjectType, OperationDefinitionNode
from graphql.execution.values import VariableValues

from cdp.plan.writing.merging import Merging
from cdp.plan.writing.namespace import Namespace
from cdp.plan.writing.reading import Told
from cdp.plan.writing.script import Script
from cdp.plan.writing.source import Source
from cdp.plan.writing.unforeseen import Unforeseen

MOST_WAYS: Final = 16
"""Ways that a document's conditions can fall for which functions are kept."""

Data = dict[str, Any]
"""What stands under `data`, in the order of the document."""

_Write = Callable[[object, Told, VariableValues], Data]


@dataclass(slots=True, kw_only=True, weakref_slot=True)
class Writer:
    """Writes the answers of `operation`. `name` is what tracebacks call its code."""

    name: str
    operation: OperationDefinitionNode
    root: GraphQLObjectType
    fragments: Mapping[str, FragmentDefinitionNode]
    script: Script
    conditions: tuple[str, ...]
    _ways: dict[tuple[bool, ...], _Write | None] = field(default_factory=dict)

    def write(self, root: object, context: object, variables: VariableValues) -> Data:
        """The answer over the object `root` of the one root field.

        Raises:
            Unforeseen: the reference executor has to answer; what was read may be read again.
        """
        write = self._way(tuple([variables.coerced.get(name) for name in self.conditions]))
        try:
            return write(root, Told(context, root), variables)
        except Unforeseen:
            raise
        except Exception as fault:
            raise Unforeseen from fault

    def source(self, decided: tuple[bool, ...]) -> str:
        """The text of the function for one way that the conditions fall. Raises `Unforeseen`."""
        return self._source(decided).text(self.operation.selection_set, self.root)

    def prepare(self) -> None:
        """Make the function of a document without conditions ahead of its first caller."""
        if not self.conditions:
            self._made(())

    def _way(self, decided: tuple[Any, ...]) -> _Write:
        if decided not in self._ways:
            self._made(decided)
        write = self._ways[decided]
        if write is None:
            raise Unforeseen
        return write

    def _made(self, decided: tuple[Any, ...]) -> None:
        if len(self._ways) >= MOST_WAYS or not all(value.__class__ is bool for value in decided):
            raise Unforeseen
        try:
            self._ways[decided] = self._compiled(decided)
        except Unforeseen:
            self._ways[decided] = None

    def _compiled(self, decided: tuple[bool, ...]) -> _Write:
        source = self._source(decided)
        text = source.text(self.operation.selection_set, self.root)
        place = f"<{self.name}{''.join('-+'[value] for value in decided)}>"
        names = dict(source.space.known)
        exec(compile(text, place, "exec"), names)  # noqa: S102 - of our own text, in which no value of a caller stands
        linecache.cache[place] = (len(text), None, text.splitlines(keepends=True), place)
        finalize(self, linecache.cache.pop, place, None)
        return cast("_Write", names["write"])

    def _source(self, decided: tuple[bool, ...]) -> Source:
        said = dict(zip(self.conditions, decided, strict=True))
        merging = Merging(self.script.schema, self.fragments, said)
        return Source(space=Namespace(self.script), merging=merging)
