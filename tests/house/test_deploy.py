"""What is deployed runs as nobody, writes nowhere, tells no secret, and loses no answer."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from cdp.database.dsn import Database, Role
from cdp.database.embedded import config
from cdp.settings import Settings
from privacy.vault import FileRootKey
from tests.house.checks.deployment import compose_faults, container_faults
from tests.house.checks.source import ROOT, told

DEPLOY: Final = ROOT / "deploy"
CONTAINER: Final = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
COMPOSE: Final = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")


def services() -> dict[str, Any]:
    """The services of the compose file."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return found


def test_the_image_runs_as_nobody_and_says_how_it_is() -> None:
    """Two stages, versions, hashes, a user, a health check."""
    assert told(container_faults(CONTAINER)) == ""


@pytest.mark.parametrize(
    ("sound", "fault"),
    [
        ("USER 10001:10001", "USER root"),
        ("USER 10001:10001\n", ""),
        ("HEALTHCHECK ", "LABEL check="),
        ("python:3.11-slim-bookworm AS service", "python AS service"),
        ("COPY cdp cdp", "ADD cdp cdp"),
        ("--require-hashes ", ""),
        ("FROM python:3.11-slim-bookworm AS service\n", ""),
    ],
)
def test_a_careless_image_is_found(sound: str, fault: str) -> None:
    """One careless line each."""
    assert sound in CONTAINER
    assert container_faults(CONTAINER.replace(sound, fault)) != []


def test_every_container_is_hardened_and_keeps_its_secrets_in_files() -> None:
    """Read-only, no capabilities, no new privileges, loopback ports, health checks."""
    assert told(compose_faults(COMPOSE)) == ""


@pytest.mark.parametrize(
    ("sound", "fault"),
    [
        ("  read_only: true\n", ""),
        ("  cap_drop: [ALL]\n", ""),
        ("  cap_drop: [ALL]\n", "  cap_drop: [ALL]\n  cap_add: [NET_ADMIN]\n"),
        ('  security_opt: ["no-new-privileges:true"]\n', ""),
        ('user: "999:999"', 'user: "0:0"'),
        ("image: postgres:18-bookworm", "image: postgres"),
        ('"127.0.0.1:8000:8000"', '"8000:8000"'),
        ("POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password", "POSTGRES_PASSWORD: hunter2"),
        ("CDP_ENV: production", "CDP_DATABASE_URL: postgresql://cdp_app:word@database/cdp"),
        ("  root_key: { file: secrets/root_key }\n", ""),
    ],
)
def test_a_careless_composition_is_found(sound: str, fault: str) -> None:
    """One careless line each."""
    assert sound in COMPOSE
    assert compose_faults(COMPOSE.replace(sound, fault)) != []


def test_every_setting_of_the_composition_exists() -> None:
    """A misspelt one would keep the service from starting."""
    known = {f"CDP_{name.upper()}" for name in Settings.model_fields}
    declared = yaml.safe_load(COMPOSE)["secrets"]
    given = {name for service in services().values() for name in service.get("environment", {})}
    named = {name for name in given | set(declared) if name.startswith("CDP_")}
    assert named - known == set()


def test_production_is_told_all_that_it_asks_for(tmp_path: Path) -> None:
    """The service's environment and secrets together are settings that may start."""
    made = _secrets(tmp_path)
    service = services()["service"]
    environment = dict(service["environment"]) | {"CDP_HOST": "0.0.0.0"}  # noqa: S104 - as the image
    environment |= {
        "CDP_HANDLER_ID": "0192f000-0000-7000-8000-000000000001",
        "CDP_TOKEN_ISSUER": "https://id.example.com",
        "CDP_TOKEN_AUDIENCE": "cdp",
        "CDP_TOKEN_JWKS": "https://id.example.com/jwks",
        "CDP_LEDGER_ORIGIN": "cdp.example.com/ledger",
    }
    environment |= {name: made[name] for name in service["secrets"] if name.startswith("CDP_")}
    assert Settings.load(environment).is_production


def test_the_secrets_are_made_once_for_the_eyes_of_one(tmp_path: Path) -> None:
    """Every file that the compose file names; a second run changes none."""
    made = _secrets(tmp_path)
    assert set(made) == set(yaml.safe_load(COMPOSE)["secrets"])
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o400}
    assert _secrets(tmp_path) == made


def test_the_root_key_that_is_made_is_one(tmp_path: Path) -> None:
    """In the form that the service reads."""
    _secrets(tmp_path)
    key = tmp_path / "root_key"
    os.chown(key, os.geteuid(), os.getegid())
    FileRootKey.load(key)


def test_the_server_keeps_what_it_acknowledged_and_logs_no_value() -> None:
    """It runs with every durability and log setting of the embedded server."""
    text = (DEPLOY / "postgres" / "server.conf").read_text(encoding="utf-8")
    found = dict(re.findall(r"^(\w+) = '([^']*)'$", text, re.MULTILINE))
    assert {**found, **config.DURABLE, **config.LOG} == found


def test_the_server_has_the_roles_and_databases_of_the_service() -> None:
    """The same names as the embedded one, each role with its own password."""
    text = (DEPLOY / "postgres" / "roles.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"CREATE ROLE (\w+) LOGIN", text)) == {role.value for role in Role}
    assert set(re.findall(r"CREATE DATABASE (\w+)", text)) == {name.value for name in Database}
    assert set(re.findall(r"ALTER ROLE (\w+) SET", text)) == {role.value for role in Role}


def test_the_entrypoint_hands_secrets_over_as_settings(tmp_path: Path) -> None:
    """And becomes the service: its arguments and its exit code are the service's."""
    secrets, programs = tmp_path / "secrets", tmp_path / "bin"
    secrets.mkdir()
    programs.mkdir()
    (secrets / "CDP_DATABASE_URL").write_text("postgresql://a b", encoding="utf-8")
    (secrets / "root_key").write_text("no setting", encoding="utf-8")
    service = programs / "cdp"
    service.write_text('#!/bin/sh\necho "$1|$CDP_DATABASE_URL|$root_key"\nexit 7\n')
    service.chmod(0o700)
    done = subprocess.run(
        [DEPLOY / "entrypoint", "serve"],
        env={"PATH": f"{programs}:/usr/bin:/bin", "CDP_SECRETS": str(secrets)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout) == (7, "serve|postgresql://a b|\n")


def _secrets(folder: Path) -> dict[str, str]:
    """Make the secrets in `folder`; their contents by name."""
    subprocess.run([DEPLOY / "make-secrets", folder], check=True, capture_output=True)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
