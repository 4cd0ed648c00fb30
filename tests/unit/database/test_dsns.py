"""Dsns: an address for each database and role, found by its setting, and never shown."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cdp.database.dsn import SETTINGS, Database, Dsns, Role, socket_url
from cdp.errors import DatabaseUnset
from cdp.settings import Settings, key_of

GIVEN = {
    "CDP_DATABASE_URL": "postgresql://a:secret@one/x",
    "CDP_KEYS_URL": "postgresql://b:secret@two/y",
    "CDP_LEDGER_URL": "postgresql://c:secret@three/z",
}


def test_an_address_is_found_by_its_setting() -> None:
    """Each database has its own server."""
    dsns = Dsns.configured(GIVEN)
    assert dsns.of(Database.DATA, Role.APP) == GIVEN["CDP_DATABASE_URL"]
    assert dsns.of(Database.KEYS, Role.APP) == GIVEN["CDP_KEYS_URL"]
    assert dsns.of(Database.LEDGER, Role.LEDGER) == GIVEN["CDP_LEDGER_URL"]


def test_auditors_read_by_the_appending_role_unless_they_have_their_own_address() -> None:
    """That role may read as well; nobody needs a fourth password to begin with."""
    audit = (Database.LEDGER, Role.AUDIT)
    assert Dsns.configured(GIVEN).of(*audit) == GIVEN["CDP_LEDGER_URL"]
    own = "postgresql://d:secret@three/z"
    assert Dsns.configured({**GIVEN, "CDP_AUDIT_URL": own}).of(*audit) == own


@pytest.mark.parametrize("pair", SETTINGS, ids=SETTINGS.get)
def test_a_missing_address_is_named_by_its_setting(pair: tuple[Database, Role]) -> None:
    """What to set, rather than what is None."""
    with pytest.raises(DatabaseUnset) as unset:
        Dsns.configured({}).of(*pair)
    assert unset.value.setting == SETTINGS[pair]
    assert SETTINGS[pair] in str(unset.value)


def test_a_role_that_has_no_business_in_a_database_has_no_address() -> None:
    """The ledger's role never learns where the data is."""
    with pytest.raises(DatabaseUnset) as unset:
        Dsns.configured(GIVEN).of(Database.DATA, Role.LEDGER)
    assert unset.value.setting == "cdp/cdp_ledger"


def test_addresses_are_not_shown() -> None:
    """They hold passwords; a repr ends up in logs."""
    dsns = Dsns.configured(GIVEN)
    assert "secret" not in f"{dsns} {dsns!r}"
    assert "cdp/cdp_app" in repr(dsns)


def test_every_setting_of_an_address_is_one_that_settings_know() -> None:
    """And the other way round."""
    known = {key_of(field) for field in Settings.model_fields if field.endswith("_url")}
    assert set(SETTINGS.values()) == known - {"CDP_NUMBER_STATUS_URL"}


def test_an_address_on_a_socket_survives_any_path_and_password() -> None:
    """Blanks, percent signs, slashes, question marks and letters of any script."""
    folder = Path("/tmp/état d'être/100%?&/数据")  # noqa: S108 - only its letters matter
    parts = urlsplit(socket_url(folder, role="cdp_app", password="p@:/?# %", name="cdp"))
    assert (parts.username, parts.path) == ("cdp_app", "/cdp")
    assert "?" not in parts.query
    assert " " not in parts.geturl()
