"""Settings: every key that changes how the service runs, in one frozen object."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from cdp.errors import SettingsInvalid
from cdp.settings.contradiction import contradictions, unusable
from cdp.settings.key import Documents, Environment, key_of, unknown_in, words
from privacy.terms import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

DEVELOPMENT_ISSUER: Final = "cdp-development"
"""`iss` of the tokens that `cdp token` prints; no production deployment may name it."""


class Settings(BaseSettings):
    """How this process runs. Made by `load` or `from_environment`; never changed afterwards."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True
    )

    env: Environment = Field(
        default=Environment.DEVELOPMENT, description="`development` or `production`."
    )
    state_dir: Path = Field(
        default=Path("var"),
        description="A directory for the embedded PostgreSQL and for what development makes up.",
    )
    handler_id: UUID | None = Field(
        default=None,
        description="The UUID of the personal-information handler. It is part of every sealed "
        "value and every ledger entry, so it can never change.",
    )
    database_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp`, role `cdp_app`."
    )
    keys_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp_keys`, role `cdp_app`."
    )
    ledger_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp_ledger`, role `cdp_ledger`."
    )
    audit_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp_ledger`, role `cdp_audit`."
    )
    database_jobs_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp`, role `cdp_jobs`."
    )
    keys_jobs_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp_keys`, role `cdp_jobs`."
    )
    database_owner_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp`, role `cdp_owner`."
    )
    keys_owner_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp_keys`, role `cdp_owner`."
    )
    ledger_owner_url: SecretStr | None = Field(
        default=None, description="A `postgresql://` URL: database `cdp_ledger`, role `cdp_owner`."
    )
    root_key_file: Path | None = Field(
        default=None,
        description="The file of the root key, mode 0600; in production outside the state "
        "directory, so that one stolen disk is not both.",
    )
    token_issuer: str = Field(
        default=DEVELOPMENT_ISSUER,
        min_length=1,
        max_length=512,
        description="The `iss` that access tokens carry.",
    )
    token_audience: str = Field(
        default="cdp",
        min_length=1,
        max_length=512,
        description="The `aud` that access tokens carry.",
    )
    token_jwks: str | None = Field(
        default=None,
        description="The issuer's public keys: a path, or an `https://` URL without credentials.",
    )
    documents: Documents | None = Field(
        default=None,
        description="`off`, `prefer` or `require`: how far GraphQL documents must be registered.",
    )
    introspection: Annotated[frozenset[Role], BeforeValidator(words)] = Field(
        default=frozenset({Role.ADMIN}),
        description="Roles, with commas between, that may ask production for its schema; empty: "
        "none. In development every role may.",
    )
    explorer_roles: Annotated[frozenset[Role] | None, BeforeValidator(words)] = Field(
        default=None,
        description="Roles of the policy, with commas between, that production opens `/explorer` "
        "to.",
    )
    otlp_endpoint: str | None = Field(
        default=None,
        description="An `http://` or `https://` URL of an OTLP collector, without credentials.",
    )
    policy_file: Path | None = Field(
        default=None, description="A policy document in place of the shipped one."
    )
    suite: Literal["01", "11"] = Field(
        default="01", description="`01` (AES-GCM with SHA-256) or `11` (SM4-GCM with SM3)."
    )
    host: str = Field(
        default="127.0.0.1",
        pattern=r"^[A-Za-z0-9.:-]{1,253}$",
        description="The address to listen on.",
    )
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on; 0 is any.")
    ledger_origin: str = Field(
        default="cdp.localhost/ledger",
        max_length=255,
        pattern=r"^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*$",
        description="The ledger's name in its checkpoints: a URL without scheme, never changed.",
    )
    subjects_a_profile: int = Field(
        default=25,
        ge=2,
        le=250,
        description="Most records that one person is taken to have: a merge beyond it becomes a "
        "task.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="`debug`, `info`, `warning` or `error`."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings names the parameters
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what `load` was given and nothing else: no `.env`, no directory of secrets."""
        return (init_settings,)

    @classmethod
    def load(cls, environ: Mapping[str, str], **overrides: object) -> Self:
        """The settings that `environ` describes; `overrides` by field name win where not None.

        An empty value counts as not given.

        Raises:
            SettingsInvalid: names every unknown, missing and unusable key.
        """
        keys = {key_of(field): field for field in cls.model_fields}
        problems = unknown_in(frozenset(environ), frozenset(keys))
        given: dict[str, object] = {
            field: environ[key] for key, field in keys.items() if environ.get(key)
        }
        given |= {field: value for field, value in overrides.items() if value is not None}
        try:
            settings = cls.model_validate(given)
        except ValidationError as error:
            problems += unusable(cls, error)
        else:
            problems += contradictions(settings, given=frozenset(given))
            if not problems:
                return settings
        raise SettingsInvalid(problems) from None

    @classmethod
    def from_environment(cls, **overrides: object) -> Self:
        """The settings of this process. Raises `SettingsInvalid`."""
        return cls.load(os.environ, **overrides)  # noqa: TID251 - the one place that reads it

    @property
    def is_production(self) -> bool:
        """Whether real people's data is expected here."""
        return self.env is Environment.PRODUCTION

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def trusts_development_tokens(self) -> bool:
        """Whether tokens of `cdp token` count here: in development and on loopback alone."""
        return not self.is_production and self.is_loopback

    @property
    def is_embedded(self) -> bool:
        """Whether the databases are our own embedded PostgreSQL."""
        return self.database_url is None

    @property
    def root_key_path(self) -> Path:
        """Where the root key is; development keeps it in the state directory."""
        return self.root_key_file or self.state_dir / "root.key"

    @property
    def document_mode(self) -> Documents:
        """What was set, else `require` in production and `prefer` in development."""
        if self.documents is not None:
            return self.documents
        return Documents.REQUIRE if self.is_production else Documents.PREFER

    @property
    def introspection_roles(self) -> frozenset[Role] | None:
        """The roles that may ask for the schema; None: all of them."""
        if not self.is_production:
            return None
        return self.introspection

    def database_urls(self) -> dict[str, str]:
        """The addresses that were given, by key; they hold passwords."""
        return {
            key_of(field): value.get_secret_value()
            for field in type(self).model_fields
            if isinstance(value := getattr(self, field), SecretStr)
        }
