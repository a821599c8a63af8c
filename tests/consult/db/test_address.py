"""How the address of a database is read, and shown without its secrets."""

import pytest

from consult.db.address import DatabaseKind, describe, kind_of, parse_address
from consult.errors import Rejected


@pytest.mark.parametrize(
    ("address", "driver", "kind"),
    [
        pytest.param(
            "sqlite:///answers.sqlite3",
            "sqlite+pysqlite",
            DatabaseKind.SQLITE,
            id="sqlite",
        ),
        pytest.param(
            "postgresql://host/name",
            "postgresql+psycopg",
            DatabaseKind.POSTGRESQL,
            id="postgresql",
        ),
        pytest.param(
            "postgres://host/name",
            "postgresql+psycopg",
            DatabaseKind.POSTGRESQL,
            id="the short name hosting companies use",
        ),
        pytest.param(
            "postgresql+psycopg2://host/name",
            "postgresql+psycopg",
            DatabaseKind.POSTGRESQL,
            id="another driver",
        ),
    ],
)
def test_an_address_gets_the_driver_we_use(
    address: str, driver: str, kind: DatabaseKind
) -> None:
    url = parse_address(address)

    assert url.drivername == driver
    assert kind_of(url) is kind


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        pytest.param("answers.sqlite3", "cannot be read", id="no address"),
        pytest.param("mysql://host/name", "mysql is not supported", id="other kind"),
        pytest.param("sqlite://", "has to be a file", id="memory by default"),
        pytest.param("sqlite:///:memory:", "has to be a file", id="memory by name"),
        pytest.param(
            "sqlite:///file:a?uri=true", "has to be a file", id="file address"
        ),
    ],
)
def test_an_address_we_cannot_use_is_refused(address: str, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        parse_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://user:hush@host:5433/name",
        "postgresql://user@host:5433/name?password=hush",
    ],
    ids=["beside the user", "among the parameters"],
)
def test_a_password_is_never_shown(address: str) -> None:
    shown = describe(parse_address(address))

    assert shown == "postgresql://user@host:5433/name"


def test_a_refused_address_keeps_its_password() -> None:
    with pytest.raises(Rejected) as caught:
        parse_address("user:hush@host")

    assert "hush" not in str(caught.value)
