"""What is wrong with settings: advice by key, one line each, never a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from cdp.settings.key import Documents, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import ValidationError

    from cdp.settings.settings import Settings

_PRODUCTION: Final = (
    "handler_id",
    "database_url",
    "keys_url",
    "ledger_url",
    "root_key_file",
    "token_issuer",
    "token_audience",
    "token_jwks",
    "ledger_origin",
)
"""What development makes up and production must be told."""

_TOGETHER: Final = ("database_url", "keys_url", "ledger_url")
"""Three databases of one deployment: all real servers, or all embedded."""


def unusable(settings: type[Settings], error: ValidationError) -> Iterator[str]:
    """Advice for each field that pydantic refused; its own messages may repeat the value."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    for field in dict.fromkeys(str(fault["loc"][0]) for fault in faults):
        yield f"{key_of(field)}: not usable. Give: {_description(settings, field)}"


def contradictions(settings: Settings, *, given: frozenset[str]) -> Iterator[str]:
    """Advice for what is missing or cannot stand together; `given` are the fields that were set."""
    yield from _unusable_addresses(settings)
    yield from _shared(settings)
    if settings.number_status_url is not None:
        yield from _missing(
            settings, ("number_status_secret",), given, "required beside CDP_NUMBER_STATUS_URL"
        )
    if settings.is_production:
        yield from _missing(settings, _PRODUCTION, given, "required in production")
        yield from _unsafe(settings, given)
        return
    if not given.isdisjoint(_TOGETHER):
        yield from _missing(settings, _TOGETHER, given, "required beside the other databases")
    if settings.token_jwks is not None:
        yield from _missing(settings, ("token_issuer",), given, "required beside CDP_TOKEN_JWKS")


def _missing(
    settings: Settings, fields: tuple[str, ...], given: frozenset[str], why: str
) -> Iterator[str]:
    for field in fields:
        if field not in given:
            yield f"{key_of(field)}: {why}. Give: {_description(type(settings), field)}"


def _unsafe(settings: Settings, given: frozenset[str]) -> Iterator[str]:
    if "root_key_file" in given and _is_inside(settings.root_key_path, settings.state_dir):
        yield (
            "CDP_ROOT_KEY_FILE: lies inside CDP_STATE_DIR, which production refuses. "
            "Move it where the data is neither stored nor backed up."
        )
    if settings.document_mode is not Documents.REQUIRE:
        yield (
            "CDP_DOCUMENTS: production serves published operations alone, whose footprints were "
            "reviewed. Set `require`, or leave it out."
        )
    refused = type(settings).model_fields["token_issuer"].default
    if "token_issuer" in given and settings.token_issuer == refused:
        yield "CDP_TOKEN_ISSUER: production refuses development tokens. Name your own issuer."


def _shared(settings: Settings) -> Iterator[str]:
    """Three databases have three fates: restored together, an erased key would come back."""
    places: dict[tuple[str, ...], str] = {}
    for field in _TOGETHER:
        key = key_of(field)
        url = settings.database_urls().get(key)
        if url is None:
            continue
        parts = urlsplit(url)
        place = (parts.netloc.rpartition("@")[2], parts.path, parts.query)
        if place in places:
            yield f"{key}: names the database of {places[place]}. Give each its own."
        places[place] = key


def _unusable_addresses(settings: Settings) -> Iterator[str]:
    addresses: list[tuple[str, str | None, set[str]]] = [
        ("otlp_endpoint", settings.otlp_endpoint, {"http", "https"}),
    ]
    if settings.number_status_url is not None:
        near = not settings.is_production and _is_near(settings.number_status_url)
        schemes = {"https", "http"} if near else {"https"}
        addresses.append(("number_status_url", settings.number_status_url, schemes))
    if settings.token_jwks is not None and "://" in settings.token_jwks:
        addresses.append(("token_jwks", settings.token_jwks, {"https"}))
    kind = type(settings)
    for field, address, schemes in addresses:
        if address is not None and not _is_url(address, schemes):
            yield f"{key_of(field)}: not usable. Give: {_description(kind, field)}"
    for key, url in settings.database_urls().items():
        if not _is_url(url, {"postgresql", "postgres"}, credentials=True):
            yield f"{key}: not usable. Give a URL that begins with postgresql://"


def _is_near(text: str) -> bool:
    """Whether an address is this machine's own, by number."""
    try:
        return urlsplit(text).hostname in {"127.0.0.1", "::1"}
    except ValueError:
        return False


def _is_url(text: str, schemes: set[str], *, credentials: bool = False) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in schemes and bool(parts.netloc) and (credentials or "@" not in parts.netloc)
    )


def _is_inside(path: Path, directory: Path) -> bool:
    return path.resolve().is_relative_to(directory.resolve())


def _description(settings: type[Settings], field: str) -> str:
    return settings.model_fields[field].description or ""
