"""Settings start a service or name everything that keeps it from starting."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cdp.database.dsn import SETTINGS as DATABASE_KEYS
from cdp.errors import SettingsInvalid
from cdp.settings import DEVELOPMENT_ISSUER, Documents, Environment, Settings, key_of
from tests.environment import HANDLER, PRODUCTION

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[3]
CANARY = "13800138000"


def problems(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Why `environ` starts nothing."""
    with pytest.raises(SettingsInvalid) as refused:
        Settings.load(environ)
    return refused.value.problems


def named(environ: Mapping[str, str]) -> list[str]:
    """The keys that the problems begin with."""
    return [problem.split(":")[0] for problem in problems(environ)]


def test_an_empty_environment_is_development_on_this_machine() -> None:
    """Everything has a default: a newcomer sets nothing."""
    settings = Settings.load({})
    assert (settings.env, settings.host, settings.port) == (
        Environment.DEVELOPMENT,
        "127.0.0.1",
        8000,
    )
    assert settings.is_embedded
    assert settings.trusts_development_tokens
    assert not settings.is_production
    assert settings.root_key_path == Path("var/root.key")


def test_a_complete_production_environment_starts() -> None:
    """And trusts no development token, wherever it listens."""
    settings = Settings.load(PRODUCTION)
    assert settings.is_production
    assert not settings.is_embedded
    assert not settings.trusts_development_tokens
    assert settings.handler_id == UUID(HANDLER)


def test_production_names_everything_that_is_missing_at_once() -> None:
    """Not the first alone: a start costs a deployment."""
    assert named({"CDP_ENV": "production"}) == [key for key in PRODUCTION if key != "CDP_ENV"]


@pytest.mark.parametrize("key", [key for key in PRODUCTION if key != "CDP_ENV"])
def test_production_needs_each_of_them(key: str) -> None:
    """Each alone, absent and empty."""
    assert named({name: value for name, value in PRODUCTION.items() if name != key}) == [key]
    assert named({**PRODUCTION, key: ""}) == [key]


@pytest.mark.parametrize("key", ["CDP_PROT", "CDP_DATABASE_ULR", "cdp_port", "CDP_", "Cdp_Env"])
def test_an_unknown_key_is_named(key: str) -> None:
    """A misspelt key would otherwise leave its default in force unseen."""
    assert named({key: CANARY, "PATH": "/bin"}) == [key]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("CDP_ENV", "staging"),
        ("CDP_HANDLER_ID", CANARY),
        ("CDP_DOCUMENTS", "maybe"),
        ("CDP_SUITE", "02"),
        ("CDP_PORT", "70000"),
        ("CDP_PORT", "-1"),
        ("CDP_PORT", CANARY),
        ("CDP_HOST", "a b"),
        ("CDP_HOST", f"{CANARY}\n"),
        ("CDP_LOG_LEVEL", "trace"),
        ("CDP_OTLP_ENDPOINT", f"ftp://{CANARY}/"),
        ("CDP_OTLP_ENDPOINT", f"https://user:{CANARY}@collector/"),
        ("CDP_OTLP_ENDPOINT", "http://["),
        ("CDP_LEDGER_ORIGIN", f"https://{CANARY}"),
        ("CDP_LEDGER_ORIGIN", "with space"),
        ("CDP_TOKEN_AUDIENCE", CANARY * 100),
        ("CDP_AUDIT_URL", f"mysql://{CANARY}@db/cdp"),
        ("CDP_AUDIT_URL", CANARY),
        ("CDP_DATABASE_OWNER_URL", f"postgresql:{CANARY}"),
    ],
)
def test_an_unusable_value_is_named_by_its_key_and_never_repeated(key: str, value: str) -> None:
    """Advice says what to give; a password or a number pasted into the wrong key stays unseen."""
    assert named({key: value}) == [key]
    assert all(value not in problem and CANARY not in problem for problem in problems({key: value}))


def test_every_kind_of_problem_is_told_together() -> None:
    """Unknown and unusable keys in one message, one a line."""
    environ = {"CDP_PROT": "1", "CDP_PORT": "x", "CDP_SUITE": "x"}
    with pytest.raises(SettingsInvalid) as refused:
        Settings.load(environ)
    assert len(str(refused.value).splitlines()) == 4
    assert {"CDP_PROT", "CDP_PORT", "CDP_SUITE"} == set(named(environ))


@pytest.mark.parametrize("given", ["CDP_DATABASE_URL", "CDP_KEYS_URL", "CDP_LEDGER_URL"])
def test_real_servers_hold_all_three_databases_or_none(given: str) -> None:
    """In development too: a mixture would split one person over two fates."""
    expected = {"CDP_DATABASE_URL", "CDP_KEYS_URL", "CDP_LEDGER_URL"} - {given}
    assert set(named({given: "postgresql://db/x"})) == expected


@pytest.mark.parametrize("place", ["root.key", "keys/root.key", "../state/root.key"])
def test_production_refuses_a_root_key_inside_the_state_directory(
    tmp_path: Path, place: str
) -> None:
    """By whatever spelling, so that one stolen disk is not both."""
    state = tmp_path / "state"
    environ = {
        **PRODUCTION,
        "CDP_STATE_DIR": str(state),
        "CDP_ROOT_KEY_FILE": str(state / place),
    }
    assert named(environ) == ["CDP_ROOT_KEY_FILE"]


def test_production_refuses_a_root_key_that_a_link_leads_into_the_state_directory(
    tmp_path: Path,
) -> None:
    """What counts is where the file lies."""
    state = tmp_path / "state"
    state.mkdir()
    (tmp_path / "safe").symlink_to(state)
    environ = {
        **PRODUCTION,
        "CDP_STATE_DIR": str(state),
        "CDP_ROOT_KEY_FILE": str(tmp_path / "safe/root.key"),
    }
    assert named(environ) == ["CDP_ROOT_KEY_FILE"]


def test_production_refuses_the_development_issuer() -> None:
    """Nobody may say that `cdp token` speaks for an identity provider."""
    assert named({**PRODUCTION, "CDP_TOKEN_ISSUER": DEVELOPMENT_ISSUER}) == ["CDP_TOKEN_ISSUER"]


@pytest.mark.parametrize(
    "place", ["http://id.example.com/jwks", "https://u:p@id.example.com/", "ftp://x/"]
)
def test_keys_are_never_fetched_in_the_clear(place: str) -> None:
    """Whoever sits between could hand us its own."""
    assert named({**PRODUCTION, "CDP_TOKEN_JWKS": place}) == ["CDP_TOKEN_JWKS"]


def test_keys_in_development_need_the_name_of_their_issuer() -> None:
    """Else they would sign for `cdp token`."""
    assert named({"CDP_TOKEN_JWKS": "jwks.json"}) == ["CDP_TOKEN_ISSUER"]


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - the case that must be told apart
        ("::", False),
        ("192.0.2.7", False),
        ("localhost.example.com", False),
        ("127.0.0.1.example.com", False),
    ],
)
def test_loopback_is_what_only_this_machine_reaches(host: str, *, is_loopback: bool) -> None:
    """Development tokens depend on it."""
    assert Settings.load({"CDP_HOST": host}).trusts_development_tokens == is_loopback


def test_documents_are_required_in_production_and_preferred_in_development() -> None:
    """Unless the settings say so themselves."""
    modes = [
        Settings.load({}).document_mode,
        Settings.load(PRODUCTION).document_mode,
        Settings.load({"CDP_DOCUMENTS": "off"}).document_mode,
        Settings.load({**PRODUCTION, "CDP_DOCUMENTS": "require"}).document_mode,
    ]
    assert modes == [Documents.PREFER, Documents.REQUIRE, Documents.OFF, Documents.REQUIRE]


@pytest.mark.parametrize("mode", ["off", "prefer"])
def test_production_serves_reviewed_documents_alone(mode: str) -> None:
    """Text of a caller's own would touch what nobody reviewed, by a setting left from a test."""
    with pytest.raises(SettingsInvalid) as refused:
        Settings.load({**PRODUCTION, "CDP_DOCUMENTS": mode})
    [problem] = refused.value.problems
    assert problem.startswith("CDP_DOCUMENTS: production serves published operations alone")


def test_what_a_command_was_told_wins_over_the_environment() -> None:
    """`cdp serve --port 9000`; an option that was not given changes nothing."""
    settings = Settings.load({"CDP_PORT": "8001", "CDP_HOST": "::1"}, port=9000, host=None)
    assert (settings.port, settings.host) == (9000, "::1")


def test_settings_never_change() -> None:
    """They are read once and handed down."""
    settings = Settings.load({})
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc] # refused, as mypy says


def test_no_representation_shows_a_password() -> None:
    """Neither of the settings nor of their errors."""
    shown = [repr(Settings.load(PRODUCTION)), str(Settings.load(PRODUCTION))]
    assert all(":word@" not in text for text in shown)
    assert Settings.load(PRODUCTION).database_urls()["CDP_KEYS_URL"].endswith(":word@db/cdp_keys")


def test_every_address_that_the_databases_ask_for_is_a_setting() -> None:
    """The database layer names them; both lists are the same."""
    fields = Settings.model_fields
    secret = {field for field in fields if "SecretStr" in str(fields[field].annotation)}
    keys = {key_of(field) for field in secret - {"number_status_secret"}}
    assert set(DATABASE_KEYS.values()) == keys


def test_the_reference_lists_every_key_once_with_its_default() -> None:
    """And no key that there is not."""
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(CDP_[A-Z_]+)` \| (.*?) \|", page, re.MULTILINE))
    assert set(rows) == {key_of(field) for field in Settings.model_fields}
    for field, info in Settings.model_fields.items():
        if info.default is not None and info.default != frozenset():
            default = getattr(info.default, "value", info.default)
            if isinstance(default, frozenset):
                default = ",".join(sorted(default))
            assert rows[key_of(field)] == f"`{default}`"


def test_the_example_of_the_reference_starts() -> None:
    """Whoever copies it has a complete environment."""
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    example = page.split("```sh\n")[1].split("```")[0]
    assert Settings.load(dict(line.split("=", 1) for line in example.splitlines())).is_production


def test_the_process_environment_is_what_from_environment_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And nothing else, whatever lies in the working directory."""
    monkeypatch.setenv("CDP_PORT", "8123")
    assert Settings.from_environment(host="::1").port == 8123


def test_no_dotenv_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file left in a folder must not change a service."""
    (tmp_path / ".env").write_text("CDP_PORT=1\nPORT=1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Settings.load({}).port == 8000


@given(st.dictionaries(st.sampled_from([key_of(f) for f in Settings.model_fields]), st.text()))
def test_whatever_stands_in_the_environment_is_settings_or_advice(environ: dict[str, str]) -> None:
    """Never another exception, and never a value of more than a few letters in the advice."""
    try:
        Settings.load(environ)
    except SettingsInvalid as refused:
        lines = "\n".join(refused.problems)
        longer = [value for value in environ.values() if len(value) > 40]
        assert all(value not in lines for value in longer)
