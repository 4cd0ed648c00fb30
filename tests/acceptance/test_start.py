"""A start: what must fit together, and what refuses to start where it does not."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from uuid import uuid4

import pytest

from cdp.database.dsn import SETTINGS, Database, Dsns, Role
from cdp.errors import DeploymentUnfit, SchemaUnfit
from cdp.settings import Settings
from privacy.vault import FileRootKey
from tests.acceptance.deeds import a_number, captured, lead
from tests.acceptance.people import AGENT, MARKETER, caller
from tests.acceptance.stand import Stand, opened, run, settings_in
from tests.postgres.clones import Clones


def begun(dsns: Dsns, folder: Path) -> None:
    """A deployment that has met one person."""
    with opened(settings_in(folder), dsns) as at_work:
        caller(at_work, AGENT).ask("CaptureLead", input=lead(a_number()))


@pytest.mark.parametrize(
    "changed",
    [{"suite": "11"}, {"ledger_origin": "log.test/another"}, {"handler_id": uuid4()}],
    ids=lambda changed: next(iter(changed)),
)
def test_another_suite_log_or_handler_does_not_start_on_this_data(
    databases: Dsns, tmp_path: Path, changed: dict[str, object]
) -> None:
    """Each would split people in two, sign another log, or open nothing."""
    begun(databases, tmp_path)
    with pytest.raises(DeploymentUnfit), opened(settings_in(tmp_path, **changed), databases):
        pass


def test_another_root_key_does_not_start_on_this_data(databases: Dsns, tmp_path: Path) -> None:
    """It would find nobody, and sign the log with a stranger's key."""
    begun(databases, tmp_path)
    key = tmp_path / "another.key"
    with (
        pytest.raises(DeploymentUnfit),
        opened(settings_in(tmp_path, root_key_file=key), databases),
    ):
        pass


def test_keys_without_their_data_do_not_start_and_stay(
    databases: Dsns, clones: Clones, tmp_path: Path
) -> None:
    """An empty database beside full keys is a mistake; sweeping it would erase everybody."""
    begun(databases, tmp_path)
    with clones.fresh() as others:
        mixed = Dsns(
            urls={
                place: (others if place[0] is Database.DATA else databases).urls[place]
                for place in databases.urls
            }
        )
        with pytest.raises(DeploymentUnfit), opened(settings_in(tmp_path), mixed):
            pass
    with opened(settings_in(tmp_path), databases) as again:
        assert len(again.sql(Database.KEYS, "SELECT 1 FROM subject_key")) == 1


@pytest.mark.parametrize(
    "added", ["ALTER TABLE contact ADD wechat text", "CREATE TABLE scratch (phone text)"]
)
def test_a_column_that_nobody_classified_stops_the_start(
    databases: Dsns, tmp_path: Path, added: str
) -> None:
    """Erasure, export and masks would not know it."""
    with opened(settings_in(tmp_path), databases) as at_work:
        at_work.sql(Database.DATA, added)
    with pytest.raises(SchemaUnfit), opened(settings_in(tmp_path), databases):
        pass


def test_a_policy_that_somebody_put_into_the_database_rules_nothing(alone: Stand) -> None:
    """Two statements there must not open anybody: every answer fails until the mark is right."""
    number = a_number()
    captured(caller(alone, AGENT), number)
    alone.sql(
        Database.DATA,
        "WITH made AS (INSERT INTO policy_version (hash, document, stored_at)"
        " SELECT repeat('a', 64), replace(convert_from(document, 'UTF8'), 'aal2', 'pwd')::bytea,"
        " now() FROM policy_version LIMIT 1 RETURNING hash) SELECT hash FROM made",
    )
    alone.sql(Database.DATA, "UPDATE policy_active SET hash = repeat('a', 64)")
    answer = caller(alone, MARKETER).ask("CallList", number=number)
    assert "data" not in answer.body


def test_a_debt_that_somebody_put_into_the_database_is_never_signed(alone: Stand) -> None:
    """Whoever may write people's data may not write the log by it, nor stop the service."""
    forged = alone.wait_for(alone.service.log.records.leaves(0, 1))[0]
    alone.sql(
        Database.DATA,
        "INSERT INTO ledger_owed (id, leaves, mac, created_at) VALUES ($1, $2, $3, now())",
        uuid4(),
        [forged.replace(b'"kind":"policy"', b'"kind":"export"'), b"{}"],
        secrets.token_bytes(32),
    )
    answer = caller(alone, MARKETER).ask("CallList", number=a_number())
    assert answer.payload["status"] == "NOT_AVAILABLE"
    assert not [leaf for leaf in alone.leaves() if leaf["kind"] == "export"]
    assert alone.sql(Database.DATA, "SELECT 1 FROM ledger_owed") == []


def test_no_time_of_a_row_is_the_time_of_an_entry(alone: Stand) -> None:
    """A join of both dumps by time would tell whose pseudonym is whose."""
    agent = caller(alone, AGENT)
    captured(agent, a_number())
    entries = {leaf["t"] for leaf in alone.leaves()}
    columns = alone.sql(
        Database.DATA,
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE data_type = 'timestamp with time zone' AND table_schema = 'public'"
        " AND table_name NOT IN ('policy_active', 'policy_version', 'deployment')",
    )
    stored = {
        moment["at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        for table, column in columns
        for moment in alone.sql(
            Database.DATA,
            f'SELECT "{column}" AS at FROM "{table}" WHERE "{column}" IS NOT NULL',  # noqa: S608 - names from the catalogue
        )
    }
    assert stored
    assert stored & entries == set()


def in_production(dsns: Dsns, folder: Path) -> Settings:
    """What production must be told, over these databases: no address of their owner's."""
    key = folder / "kept-apart" / "root.key"
    key.parent.mkdir(mode=0o700)
    FileRootKey.create(key)
    jwks = folder / "jwks.json"
    jwks.write_text('{"keys": []}')
    return Settings.load(
        {
            "CDP_ENV": "production",
            "CDP_STATE_DIR": str(folder / "state"),
            "CDP_HANDLER_ID": str(uuid4()),
            "CDP_ROOT_KEY_FILE": str(key),
            "CDP_TOKEN_ISSUER": "https://issuer.test",
            "CDP_TOKEN_AUDIENCE": "cdp",
            "CDP_TOKEN_JWKS": str(jwks),
            "CDP_LEDGER_ORIGIN": "log.test/production",
            **{
                SETTINGS[place]: url
                for place, url in dsns.urls.items()
                if place[1] is not Role.OWNER
            },
        },
        port=0,
    )


def without_owner(settings: Settings) -> Dsns:
    """The addresses that the service itself is given."""
    return Dsns.configured(settings.database_urls())


def test_production_starts_without_the_owners_password_and_trusts_no_development_token(
    databases: Dsns, tmp_path: Path
) -> None:
    """The role that may disable the ledger's triggers is for `cdp db upgrade` alone."""
    settings = in_production(databases, tmp_path)
    with opened(settings, without_owner(settings)) as at_work:
        assert caller(at_work, AGENT).ask("ScreenPop", number=a_number()).status == 401


def test_production_refuses_databases_that_nobody_migrated(clones: Clones, tmp_path: Path) -> None:
    """It says what to run, and changes nothing."""
    with clones.fresh() as dsns:
        settings = in_production(dsns, tmp_path)
        behind = "UPDATE alembic_version SET version_num = '0001'"
        asyncio.run(run(dsns.of(Database.DATA, Role.OWNER), behind))
        with pytest.raises(SchemaUnfit), opened(settings, without_owner(settings)):
            pass
