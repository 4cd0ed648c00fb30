"""Tests speak with this machine alone: the embedded PostgreSQL, and the service on loopback."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ELSEWHERE = "192.0.2.1"
"""An address that leads nowhere. Source: RFC 5737."""

REFUSED = (SocketConnectBlockedError, UserWarning)
"""pytest-socket warns before it refuses, and here warnings are errors."""


def test_a_connection_to_another_machine_is_refused() -> None:
    """Before a packet leaves."""
    with socket.socket() as probe, pytest.raises(REFUSED, match=ELSEWHERE):
        probe.connect((ELSEWHERE, 443))


async def test_a_connection_of_the_event_loop_to_another_machine_is_refused() -> None:
    """The loop uses the same sockets."""
    with pytest.raises(REFUSED, match=ELSEWHERE):
        await asyncio.open_connection(ELSEWHERE, 443)


def test_loopback_is_reached() -> None:
    """Where the service under test listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_unix_socket_is_reached(tmp_path: Path) -> None:
    """Where the embedded PostgreSQL listens."""
    place = str(tmp_path / "s")
    with (
        socket.socket(socket.AF_UNIX) as server,
        socket.socket(socket.AF_UNIX) as client,
    ):
        server.bind(place)
        server.listen()
        client.connect(place)
