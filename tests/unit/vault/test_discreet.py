"""A value that reaches a log, a cache or a queue by accident shows its class and nothing else."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from dataclasses import dataclass
from typing import Final

import orjson
import pytest

from privacy.discreet import Discreet
from privacy.phone import Phone
from privacy.terms import DataCategory, KeyCategory
from privacy.vault import AES_GCM_SHA256, Guarded, IndexKey, Sealed
from privacy.vault.field_key import KeyVersion
from privacy.vault.kek import Kek
from privacy.vault.key_row import KekRow, KeyRow
from tests.unit.vault.rows import ThingFacts, thing_cells
from tests.unit.vault.scene import COLUMN, HANDLER, PERSON, ROOT, ROW, SECRET, field_key

CANARY: Final = "13800138000"
NAME: Final = DataCategory.IDENTITY_NAME

VALUES: Final[tuple[Discreet, ...]] = (
    Phone.parse(CANARY),
    Sealed(CANARY.encode(), subject=PERSON, row=ROW, column=COLUMN, category=NAME),
    Guarded(CANARY, subject=PERSON, category=NAME),
    ThingFacts.of(thing_cells(amount=CANARY)),
    ThingFacts.of(thing_cells(status=CANARY)).status,
    field_key(),
    ROOT,
    Kek(SECRET, epoch=1, suite=AES_GCM_SHA256, handler=HANDLER),
    IndexKey(SECRET, suite=AES_GCM_SHA256, kind="phone", version=1),
)
each_value = pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A record that some serialiser walks."""

    value: object


@each_value
def test_it_prints_its_class_and_nothing_else(value: Discreet) -> None:
    """By repr, str, both string formats, and inside a container."""
    name = f"<{type(value).__name__} withheld>"
    printed = [repr(value), str(value), f"{value}", f"{value:>30}", f"{value!r}"]
    assert [name] * 5 == printed
    assert f"[{name}]" == str([value])
    assert f"Carrier(value={name})" == str(Carrier(value))


@each_value
def test_it_is_not_serialised(value: Discreet) -> None:
    """Not by pickle in any protocol, not by json, not by orjson, alone or inside a record."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(value, protocol)
    with pytest.raises(TypeError):
        json.dumps(value)
    for walked in (value, Carrier(value), [value]):
        with pytest.raises(TypeError):
            orjson.dumps(walked)
    with pytest.raises(TypeError):
        value.__getstate__()


@each_value
def test_a_walk_over_records_finds_no_fields_in_it(value: Discreet) -> None:
    """`dataclasses.asdict` copies it whole, and a copy is the value itself."""
    assert dataclasses.asdict(Carrier(value)) == {"value": value}
    assert copy.copy(value) is value
    assert copy.deepcopy(value) is value
    assert not hasattr(value, "__dict__")


@each_value
def test_it_is_frozen(value: Discreet) -> None:
    """A sealed value cannot be given another place, nor a phone another number."""
    slot = next(iter(type(value).__slots__), "_master")
    with pytest.raises(AttributeError):
        setattr(value, slot, None)
    with pytest.raises(AttributeError):
        delattr(value, slot)


def test_wrapped_and_opened_keys_are_left_out_of_their_records_text() -> None:
    """A record of keys says whose they are, not what they are."""
    rows = (
        KeyRow(subject=PERSON, key_ver=1, wrapped={KeyCategory.AUDIT: SECRET}),
        KekRow(epoch=1, wrapped=SECRET),
        KeyVersion(suite=AES_GCM_SHA256, secret=SECRET),
    )
    assert [row for row in rows if repr(SECRET)[2:12] in repr(row)] == []
