"""Container files and compose files: nobody is root, nothing is writable, no secret in clear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from tests.house.checks.source import Fault

_SECRET: Final = re.compile(r"PASSWORD|SECRET|KEY|_URL$")
_PLACE: Final = re.compile(r"_FILE$")
_PORT: Final = re.compile(r"^127\.0\.0\.1:\d+:\d+$")
_CREDENTIALS: Final = re.compile(r"^\w+://[^/]*@")


def container_faults(text: str, path: str = "Containerfile") -> list[Fault]:
    """What is wrong with a container file: one stage, root, no health check, loose images."""
    steps = list(_steps(text))
    names = [name for _, name, _ in steps]
    stages = [arguments for _, name, arguments in steps if name == "FROM"]
    last = len(names) - 1 - names[::-1].index("FROM") if stages else 0
    final = steps[last:]
    problems = [
        (len(stages) < 2 or _installs(final), "builds and runs in one stage"),
        (not all(re.search(r":\d", stage) for stage in stages), "names an image without version"),
        ("ADD" in names, "uses ADD, which may fetch; COPY does not"),
        (not _is_nobody(final), "runs as root"),
        (not any(name == "HEALTHCHECK" for _, name, _ in final), "has no HEALTHCHECK"),
        ("--require-hashes" not in text, "installs packages without their hashes"),
    ]
    return [Fault(path=path, problem=problem) for is_wrong, problem in problems if is_wrong]


def _steps(text: str) -> Iterator[tuple[int, str, str]]:
    joined = re.sub(r"\\\n", " ", text)
    for number, line in enumerate(joined.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            name, _, arguments = line.strip().partition(" ")
            yield number, name.upper(), arguments


def _installs(steps: list[tuple[int, str, str]]) -> bool:
    return any(name == "RUN" and "pip install" in text for _, name, text in steps)


def _is_nobody(steps: list[tuple[int, str, str]]) -> bool:
    users = [arguments for _, name, arguments in steps if name == "USER"]
    return bool(users) and not users[-1].startswith(("0", "root"))


def compose_faults(text: str, path: str = "compose.yaml") -> list[Fault]:
    """What is wrong with a compose file, by service."""
    document = yaml.safe_load(text)
    return [
        Fault(path=f"{path}#{name}", problem=problem)
        for name, service in document["services"].items()
        for problem in (*_hardening(service), *_secrecy(service, document))
    ]


def _hardening(service: Mapping[str, Any]) -> list[str]:
    user = str(service.get("user", "")).split(":")
    problems = [
        (service.get("read_only") is not True, "may write into its image"),
        (service.get("cap_drop") != ["ALL"] or "cap_add" in service, "keeps capabilities"),
        ("no-new-privileges:true" not in service.get("security_opt", []), "may gain privileges"),
        ("privileged" in service or "0" in user or "root" in user, "runs as root"),
        ("healthcheck" not in service, "has no health check"),
        ("build" not in service and ":" not in service["image"], "names no version of its image"),
        (not all(_PORT.match(port) for port in service.get("ports", [])), "opens a port to all"),
    ]
    return [problem for is_wrong, problem in problems if is_wrong]


def _secrecy(service: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[str]:
    for name, value in service.get("environment", {}).items():
        if _CREDENTIALS.search(str(value)) or (_SECRET.search(name) and not _PLACE.search(name)):
            yield f"carries {name} in its configuration"
    for secret in service.get("secrets", []):
        if "file" not in document.get("secrets", {}).get(secret, {}):
            yield f"takes {secret} from elsewhere than a file"
