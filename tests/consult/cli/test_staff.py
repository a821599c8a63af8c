"""What ``consult staff`` does and says."""

import io

import pytest

from consult.cli.main import run
from consult.db.session import Database
from consult.roles import Role
from consult.services.auditing import newest
from consult.services.signing_in import credentials_of, is_let_in
from consult.services.staffing import list_members
from tests.desks import PASSWORD, add_consultation

AMINA = ["amina", "--consultation", "river", "--role", "facilitator"]


@pytest.fixture(autouse=True)
def _with_a_consultation(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", database_url)
    with database.writing() as session:
        add_consultation(session, "river")


def made_password(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1].rpartition(" ")[2]


def fits(database: Database, name: str, password: str) -> bool:
    with database.reading() as session:
        return is_let_in(credentials_of(session, name), password)


def roles(database: Database) -> dict[str, tuple[tuple[str, Role], ...]]:
    with database.reading() as session:
        return {m.name: m.roles for m in list_members(session) if m.is_active}


def deeds(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(entry.actor, entry.deed) for entry in newest(session, most=100)]


def test_somebody_is_added_with_a_password_that_is_shown_once(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["staff", "add", *AMINA]) == 0

    password = made_password(capsys)
    assert len(password) == 24
    assert fits(database, "amina", password)
    assert roles(database) == {"amina": (("river", Role.FACILITATOR),)}


def test_a_password_may_come_from_standard_input_and_is_not_shown(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\r\nanother line\n"))

    assert run(["staff", "add", *AMINA, "--password-stdin"]) == 0

    assert PASSWORD not in capsys.readouterr().out
    assert fits(database, "amina", PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(
            ["staff", "add", "a", "--consultation", "x", "--role", "analyst"],
            "There is no consultation x",
            id="no such consultation",
        ),
        pytest.param(
            ["staff", "add", "\x07", "--consultation", "river", "--role", "analyst"],
            "A name needs",
            id="unfit name",
        ),
        pytest.param(
            ["staff", "grant", "a", "--consultation", "river", "--role", "analyst"],
            "Nobody is called a",
            id="grant to nobody",
        ),
        pytest.param(["staff", "remove", "a"], "Nobody is called a", id="remove"),
        pytest.param(["staff", "password", "a"], "Nobody is called a", id="password"),
        pytest.param(
            ["staff", "add", "a", "--consultation", "river", "--role", "public"],
            "Invalid value for '--role'",
            id="no work",
        ),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    database: Database,
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(arguments) != 0

    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""
    assert roles(database) == {}
    assert deeds(database) == []


def test_a_short_password_is_refused(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    assert run(["staff", "add", *AMINA, "--password-stdin"]) == 2

    assert "A password needs 12 to 1000 signs" in capsys.readouterr().err
    assert roles(database) == {}


def test_a_name_is_given_once(capsys: pytest.CaptureFixture[str]) -> None:
    run(["staff", "add", *AMINA])

    assert run(["staff", "add", *AMINA]) == 2
    assert "There is somebody called amina already" in capsys.readouterr().err


def test_no_password_can_be_given_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["staff", "add", *AMINA, "--password", PASSWORD]) == 2
    assert run(["staff", "password", "amina", PASSWORD]) == 2
    assert capsys.readouterr().out == ""


def test_somebody_is_given_one_more_role(database: Database) -> None:
    run(["staff", "add", *AMINA])

    more = ["--consultation", "river", "--role", "analyst"]
    assert run(["staff", "grant", "AMINA", *more]) == 0

    assert roles(database)["amina"] == (
        ("river", Role.ANALYST),
        ("river", Role.FACILITATOR),
    )


def test_somebody_is_given_another_password(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["staff", "add", *AMINA])
    before = made_password(capsys)

    assert run(["staff", "password", "amina"]) == 0

    after = made_password(capsys)
    assert fits(database, "amina", after)
    assert not fits(database, "amina", before)


def test_somebody_is_removed(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["staff", "add", *AMINA])
    password = made_password(capsys)

    assert run(["staff", "remove", "amina"]) == 0

    assert not fits(database, "amina", password)
    assert roles(database) == {}


def test_the_list_shows_names_ids_and_roles(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["staff", "add", *AMINA])
    run(["staff", "add", "brahim", *AMINA[1:]])
    run(["staff", "remove", "brahim"])
    capsys.readouterr()

    assert run(["staff", "list"]) == 0

    with database.reading() as session:
        amina, brahim = list_members(session)
    assert capsys.readouterr().out.splitlines() == [
        f"amina\t{amina.staff}\triver: facilitator",
        f"brahim\t{brahim.staff}\tremoved",
    ]


def test_what_is_done_is_recorded_as_done_by_a_command(database: Database) -> None:
    run(["staff", "add", *AMINA])
    run(["staff", "grant", *AMINA[:-1], "coordinator"])
    run(["staff", "password", "amina"])
    run(["staff", "remove", "amina"])

    assert deeds(database) == [
        ("command", "staff.added"),
        ("command", "granted.facilitator"),
        ("command", "granted.coordinator"),
        ("command", "password.set"),
        ("command", "staff.removed"),
    ]
