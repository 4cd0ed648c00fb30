"""The server's configuration: what it may listen on, what it may lose, what it may write down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOG: Final[Mapping[str, str]] = {
    "log_destination": "stderr",
    "logging_collector": "off",
    # No statement, no parameter, no DETAIL (which holds the failing row), no CONTEXT (which holds
    # the line of a COPY) …
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_duration": "off",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_lock_waits": "off",
    "log_temp_files": "-1",
    "log_checkpoints": "off",
    "log_replication_commands": "off",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] ",
}
"""What the log holds. Our roles raise `log_min_messages` further, to `ROLE_LOG`."""

ROLE_LOG: Final = "log"
"""`log_min_messages` of every role of ours. An error's first line may repeat a value ("invalid
input syntax for type uuid: …"), so a session's errors go to its client alone. The server's own
processes keep `warning`: a failing checkpoint or autovacuum is written down."""

DURABLE: Final[Mapping[str, str]] = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}
"""What an acknowledged change needs to outlive a crash."""

_REST: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "allow_alter_system": "off",
    "ssl": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "min_wal_size": "64MB",
    # Before recovering, everything found is made durable: by one call for the file system, not by
    # one for each of two thousand files (0.1 s against 3 s on a busy disk). Linux 5.8 or newer
    # reports write errors from it; older ones did not.
    "recovery_init_sync_method": "syncfs",
    "wal_level": "minimal",  # backups are logical and per database: nothing replays this log
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "huge_pages": "off",
    "io_method": "sync",  # the working set is in memory; three processes fewer
    "jit": "off",  # our statements take a millisecond; compiling one takes thirty
    "client_connection_check_interval": "500ms",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "iso, ymd",
    "lc_messages": "C",
}

HBA: Final = "local all all scram-sha-256\n"
"""Who may connect: over the socket, with a password."""

FILE: Final = "cdp.conf"


def render(*, socket: Path, cluster: str) -> str:
    """The configuration file of a server whose socket lies in `socket`."""
    own = {"unix_socket_directories": f'"{socket}"', "cluster_name": cluster}
    values = {**_REST, **DURABLE, **LOG, **own}
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in values.items())


def _quoted(value: str) -> str:
    doubled = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
