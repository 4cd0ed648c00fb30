"""What can be examined without a database: Python, packages, process, keys, policy, issuer."""

from __future__ import annotations

import re
import resource
import stat
import sys
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING, Final

from cdp.telemetry.finding import Check, Finding
from privacy.errors import RootKeyMissing

if TYPE_CHECKING:
    from cdp.settings import Settings

OLDEST_PYTHON: Final = (3, 11)
DISTRIBUTION: Final = "pipl-cdp"
TOLD: Final = ("cryptography", "asyncpg", "sqlalchemy", "strawberry-graphql", "uvicorn")
"""Packages whose version is worth a word; the others are only compared."""

_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?(?:>=([0-9.]+))?")


def machine_checks(settings: Settings) -> dict[str, Check]:
    """The checks, by name."""
    return {
        "python": python,
        "packages": partial(packages, DISTRIBUTION),
        "core dumps": core_dumps,
        "cipher suite": partial(cipher_suite, settings),
        "root key": partial(root_key, settings),
        "policy": partial(policy, settings),
        "token issuer": partial(token_issuer, settings),
    }


async def python() -> list[Finding]:
    """The interpreter is new enough."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return [Finding(name="python", ok=True, said=version)]
    return [Finding(name="python", ok=False, said=version, advice="Install Python 3.11 or newer.")]


async def packages(distribution: str) -> list[Finding]:
    """Everything that `distribution` requires is there, and new enough."""
    requirements = [
        found
        for line in metadata.requires(distribution) or []
        if "extra ==" not in line and (found := _REQUIREMENT.match(line)) is not None
    ]
    unfit = [found[1] for found in requirements if not _is_fit(found[1], found[2] or "0")]
    if unfit:
        advice = f"Run `make install`: {', '.join(unfit)} missing or too old."
        return [Finding(name="packages", ok=False, said=f"{len(unfit)} unfit", advice=advice)]
    told = ", ".join(f"{name} {metadata.version(name)}" for name in TOLD)
    return [Finding(name="packages", ok=True, said=f"{len(requirements)} as required: {told}")]


def _is_fit(name: str, least: str) -> bool:
    try:
        return _ordered(metadata.version(name)) >= _ordered(least)
    except metadata.PackageNotFoundError:
        return False


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


async def core_dumps() -> list[Finding]:
    """A crash of a process of this user writes no memory, and so no key, to a disk."""
    most, _ = resource.getrlimit(resource.RLIMIT_CORE)
    if most == 0:
        return [Finding(name="core dumps", ok=True, said="off")]
    return [
        Finding(
            name="core dumps",
            ok=False,
            said="on",
            advice="Run `ulimit -c 0` before the service starts: a dump would hold opened keys.",
        )
    ]


async def cipher_suite(settings: Settings) -> list[Finding]:
    """This build of OpenSSL has the suite. Raises `SuiteUnavailable`."""
    from privacy.vault import suite_named

    suite_named(settings.suite)
    return [Finding(name="cipher suite", ok=True, said=f"{settings.suite}, self-test passed")]


async def root_key(settings: Settings) -> list[Finding]:
    """The root key can be read by this user alone. Raises `RootKeyUnusable`."""
    from privacy.vault import FileRootKey

    place = settings.root_key_path
    try:
        FileRootKey.load(place)
    except RootKeyMissing:
        if settings.is_production:
            raise
        return [Finding(name="root key", ok=True, said="none yet; the first start makes it")]
    mode = stat.S_IMODE(place.stat().st_mode)
    beside = "" if settings.is_production else "; development: keep no real data here"
    return [Finding(name="root key", ok=True, said=f"{place}, mode {mode:04o}{beside}")]


async def policy(settings: Settings) -> list[Finding]:
    """The policy loads. Raises `PolicyInvalid`."""
    from privacy.policy import default_document, load

    place = settings.policy_file
    try:
        document = default_document() if place is None else place.read_bytes()
    except OSError:
        advice = "Let CDP_POLICY_FILE name a file that this user can read."
        return [Finding(name="policy", ok=False, said="cannot be read", advice=advice)]
    loaded = load(document)
    origin = "as shipped" if place is None else str(place)
    return [Finding(name="policy", ok=True, said=f"{origin}, {loaded.hash[:12]}")]


async def token_issuer(settings: Settings) -> list[Finding]:
    """The issuer's keys can be read now."""
    from cdp.http.issuers import source_of
    from cdp.http.jwks import read

    source = source_of(settings)
    if source is None:
        said = "development tokens, on loopback"
        if settings.trusts_development_tokens:
            return [Finding(name="token issuer", ok=True, said=said)]
        advice = "Set CDP_TOKEN_JWKS and CDP_TOKEN_ISSUER, or listen on 127.0.0.1."
        return [Finding(name="token issuer", ok=False, said="nobody is trusted", advice=advice)]
    try:
        keys = read(await source.fetch())
    except OSError:
        keys = {}
    if keys:
        return [Finding(name="token issuer", ok=True, said=f"{len(keys)} keys published")]
    advice = "Let CDP_TOKEN_JWKS lead to a key set with a signing key that has a kid."
    return [Finding(name="token issuer", ok=False, said="no usable key", advice=advice)]
