"""Fixtures every test may use, and the guard that keeps tests off the network."""

import ipaddress
import socket
from typing import TYPE_CHECKING

import pytest

from tests.builders import StoppedClock, some_settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from consult.settings import Settings
    from tests.web.strict_client import StrictClient


def _refuse_other_computers(host: object) -> None:
    if host in {None, "", "localhost", b"localhost"}:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        is_loopback = ipaddress.ip_address(name).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        pytest.fail(f"a test tried to reach {name}: tests have no network")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple):
            _refuse_other_computers(address[0])
        connect(self, address)  # type: ignore[arg-type] # socket accepts more kinds

    def guarded_look_up(host: object, *args: object, **kwargs: object) -> object:
        _refuse_other_computers(host)
        return look_up(host, *args, **kwargs)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture
def settings(tmp_path: "Path") -> "Settings":
    """Return safe settings whose database lies in the test's own folder."""
    return some_settings(database_url=f"sqlite:///{tmp_path}/consult.sqlite3")


@pytest.fixture
def clock() -> StoppedClock:
    """Return a clock that stands still until a test moves it."""
    return StoppedClock()


@pytest.fixture
def app(settings: "Settings") -> "Flask":
    """Return the whole application on the test's settings."""
    from consult.app import create_app

    return create_app(settings)


@pytest.fixture
def client(app: "Flask") -> "StrictClient":
    """Return a browser that reads every page it gets strictly."""
    from tests.web.strict_client import StrictClient

    return StrictClient(app)
