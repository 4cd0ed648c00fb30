"""Model: the base of what is sent and shown. It holds people, and keeps quiet of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class UnsetType:
    """The type of `UNSET`."""

    def __bool__(self) -> bool:
        """Nothing was given."""
        return False


UNSET: Final = UnsetType()
"""A variable that is left out, so that the document's own default stands."""


class Model(BaseModel):
    """A value of the schema. Its text is its type's name: no field ends in a log by accident.

    What does not fit is refused without being repeated.
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        protected_namespaces=(),
        hide_input_in_errors=True,
    )

    def __repr_args__(self) -> Sequence[tuple[str | None, Any]]:
        """Nothing of what it holds."""
        return ()


class Problem(Model):
    """A refusal that comes as data, beside what a mutation answers when it was done."""

    code: str
    """A reason code, as docs/reference/errors.md lists them."""
    message: str
    """What to do."""
    path: list[str] | None = None
    """The input field, from `input` down."""
