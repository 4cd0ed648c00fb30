"""`cdp doctor` finds what is unfit, says what to do, and changes nothing."""

from __future__ import annotations

import json
import resource
from functools import partial
from typing import TYPE_CHECKING

import pytest

from cdp.cli import examine_machine
from cdp.cli.examine import examine
from cdp.errors import DatabaseUnavailable, SchemaUnfit
from cdp.settings import Settings
from cdp.telemetry.finding import Finding
from privacy.errors import RootKeyMissing
from privacy.vault import FileRootKey
from tests.environment import PRODUCTION
from tests.forge import Forge, jwks
from tests.unit.cli.calling import call

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CANARY = "13800138000"


def of(state: Path, **environ: str) -> Settings:
    return Settings.load({"CDP_STATE_DIR": str(state), **environ})


def told(findings: Sequence[Finding]) -> list[tuple[bool, str]]:
    return [(finding.ok, finding.said) for finding in findings]


def test_a_fresh_machine_is_fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nothing is made yet, and the doctor makes nothing either."""
    monkeypatch.setattr("resource.getrlimit", lambda _: (0, 0))
    environ = {"CDP_STATE_DIR": str(tmp_path / "state")}
    called = call(monkeypatch, capsys, "doctor", "--json", environ=environ)
    report = json.loads(called.out)
    assert (called.code, report["ok"]) == (0, True)
    names = [finding["name"] for finding in report["findings"]]
    assert names == [
        "settings", "python", "packages", "core dumps", "cipher suite", "root key", "policy",
        "token issuer", "databases",
    ]  # fmt: skip
    assert not (tmp_path / "state").exists()


def test_people_get_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With a mark, what was found and what to do; exit 1 where anything is unfit."""
    (tmp_path / "root.key").write_text(CANARY)
    called = call(monkeypatch, capsys, "doctor", environ={"CDP_STATE_DIR": str(tmp_path)})
    assert called.code == 1
    assert "✓" in called.out
    assert "✗  root key" in called.out
    assert CANARY not in called.out + called.err


def test_unusable_settings_are_findings_and_the_rest_is_still_examined(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What needs no settings."""
    called = call(
        monkeypatch, capsys, "doctor", "--json", environ={"CDP_PORT": CANARY, "CDP_PROT": CANARY}
    )
    findings = json.loads(called.out)["findings"]
    assert (called.code, CANARY in called.out) == (1, False)
    assert [finding["name"] for finding in findings] == [
        "settings",
        "settings",
        "python",
        "packages",
        "core dumps",
    ]


async def test_one_failure_hides_no_other_and_lists_its_problems() -> None:
    """Errors of ours are findings; their advice is the finding's."""

    async def unreachable() -> list[Finding]:
        raise DatabaseUnavailable

    async def unfit() -> list[Finding]:
        raise SchemaUnfit(["table a: lacks b", "table c: lacks d"])

    async def fine() -> list[Finding]:
        return [Finding(name="fine", ok=True, said="yes")]

    findings = await examine({"database": unreachable, "schema": unfit, "fine": fine})
    assert [(f.name, f.ok) for f in findings] == [
        ("database", False),
        ("schema", False),
        ("schema", False),
        ("fine", True),
    ]
    assert [f.advice for f in findings[1:3]] == ["table a: lacks b", "table c: lacks d"]
    assert all(f.advice for f in findings if not f.ok)


async def test_python_is_compared_with_what_the_package_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An older one is named with what to install."""
    monkeypatch.setattr("sys.version_info", (3, 10, 1, "final", 0))
    (finding,) = await examine_machine.python()
    assert (finding.ok, finding.said, "3.11" in finding.advice) == (False, "3.10.1", True)


@pytest.mark.parametrize(
    ("requires", "is_fit"),
    [
        (["cryptography>=50", "sqlalchemy[asyncio]>=2.1", 'pytest>=9; extra == "dev"'], True),
        (["cryptography"], True),
        (["cryptography>=9999"], False),
        (["no-such-package>=1"], False),
    ],
)
async def test_packages_are_compared_with_what_is_required(
    monkeypatch: pytest.MonkeyPatch, requires: list[str], *, is_fit: bool
) -> None:
    """Missing or too old; what only development needs does not count."""
    monkeypatch.setattr("importlib.metadata.requires", lambda _: requires)
    (finding,) = await examine_machine.packages("pipl-cdp")
    assert finding.ok is is_fit


@pytest.mark.parametrize("limit", [1, resource.RLIM_INFINITY])
async def test_core_dumps_must_be_off(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """A dump would hold opened keys."""
    monkeypatch.setattr("resource.getrlimit", lambda _: (limit, limit))
    (finding,) = await examine_machine.core_dumps()
    assert (finding.ok, "ulimit -c 0" in finding.advice) == (False, True)


@pytest.mark.parametrize("suite", ["01", "11"])
async def test_the_suite_is_tried(tmp_path: Path, suite: str) -> None:
    """With this build of OpenSSL."""
    (finding,) = await examine_machine.cipher_suite(of(tmp_path, CDP_SUITE=suite))
    assert (finding.ok, finding.said.startswith(suite)) == (True, True)


async def test_a_root_key_is_told_by_its_place_and_mode(tmp_path: Path) -> None:
    """And that development's place is not for real data."""
    FileRootKey.create(tmp_path / "root.key")
    (finding,) = await examine_machine.root_key(of(tmp_path))
    assert finding.ok
    assert "root.key, mode 0600; development" in finding.said


async def test_a_root_key_that_others_can_read_is_unfit(tmp_path: Path) -> None:
    """As is one that is no key."""
    FileRootKey.create(tmp_path / "root.key")
    (tmp_path / "root.key").chmod(0o644)
    (finding,) = await examine({"root key": partial(examine_machine.root_key, of(tmp_path))})
    assert (finding.ok, "root.key" in finding.advice) == (False, True)


async def test_a_missing_root_key_is_unfit_in_production_alone(tmp_path: Path) -> None:
    """There nobody makes one."""
    assert told(await examine_machine.root_key(of(tmp_path))) == [
        (True, "none yet; the first start makes it")
    ]
    production = Settings.load({**PRODUCTION, "CDP_ROOT_KEY_FILE": str(tmp_path / "none")})
    with pytest.raises(RootKeyMissing):
        await examine_machine.root_key(production)


async def test_a_policy_is_loaded(tmp_path: Path) -> None:
    """The shipped one, another one, one that is not there, and one that is none."""
    (shipped,) = await examine_machine.policy(of(tmp_path))
    assert (shipped.ok, shipped.said.startswith("as shipped")) == (True, True)
    place = tmp_path / "policy.toml"
    settings = of(tmp_path, CDP_POLICY_FILE=str(place))
    (missing,) = await examine_machine.policy(settings)
    assert (missing.ok, "CDP_POLICY_FILE" in missing.advice) == (False, True)
    place.write_text("nonsense = 1\n")
    (broken, *_) = await examine({"policy": partial(examine_machine.policy, settings)})
    assert (broken.ok, "line" in broken.advice) == (False, True)


async def test_the_issuers_keys_are_read(tmp_path: Path) -> None:
    """From where the settings say; an empty set is as unfit as an unreadable one."""
    place = tmp_path / "jwks.json"
    environ = {"CDP_TOKEN_JWKS": str(place), "CDP_TOKEN_ISSUER": "https://id.example.com/"}
    settings = of(tmp_path, **environ)
    assert told(await examine_machine.token_issuer(settings)) == [(False, "no usable key")]
    place.write_bytes(b'{"keys": []}')
    assert told(await examine_machine.token_issuer(settings)) == [(False, "no usable key")]
    place.write_bytes(jwks(Forge()))
    assert told(await examine_machine.token_issuer(settings)) == [(True, "1 keys published")]


async def test_somebody_must_be_trusted(tmp_path: Path) -> None:
    """`cdp token` on loopback, an issuer elsewhere."""
    assert told(await examine_machine.token_issuer(of(tmp_path))) == [
        (True, "development tokens, on loopback")
    ]
    reachable = of(tmp_path, CDP_HOST="192.0.2.7")
    assert told(await examine_machine.token_issuer(reachable)) == [(False, "nobody is trusted")]
