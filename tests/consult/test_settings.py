import contextlib
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import ConsultError, UnsafeSettings
from consult.settings import (
    INTERFACE_LOCALES,
    Settings,
    SettingsRefused,
    describe_settings,
    sqlite_file,
)
from consult.web.signing import _write_once, signing_key
from tests.builders import SECRET, some_settings

SAFE_PRODUCTION = {
    "CONSULT_ENVIRONMENT": "production",
    "CONSULT_SECRET_KEY": SECRET,
    "CONSULT_HOST": "0.0.0.0",  # noqa: S104 - what a container listens on
}


def refused_variables(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsRefused) as refusal:
        Settings.from_environment(environ)
    return [problem.variable for problem in refusal.value.problems]


def test_nothing_set_gives_development_on_this_computer() -> None:
    settings = Settings.from_environment({})

    assert settings.environment == "development"
    assert settings.host == "127.0.0.1"
    assert settings.disclosure_threshold == 10
    assert settings.locales == INTERFACE_LOCALES


def test_production_starts_with_a_long_random_secret() -> None:
    assert Settings.from_environment(SAFE_PRODUCTION).is_production


def test_every_setting_can_be_given() -> None:
    settings = Settings.from_environment(
        SAFE_PRODUCTION
        | {
            "CONSULT_DATABASE_URL": "postgresql://consult@localhost/consult",
            "CONSULT_PORT": "8080",
            "CONSULT_DISCLOSURE_THRESHOLD": "20",
            "CONSULT_LOCALES": "ar, fr",
            "CONSULT_DEFAULT_LOCALE": "AR",
            "CONSULT_ORGANISATION": "Talvera District",
            "CONSULT_MAX_REQUEST_BYTES": "20000",
            "CONSULT_LOG_LEVEL": "WARNING",
        }
    )

    assert settings == Settings(
        environment="production",
        secret_key=SECRET,
        host="0.0.0.0",  # noqa: S104 - what a container listens on
        database_url="postgresql://consult@localhost/consult",
        port=8080,
        disclosure_threshold=20,
        locales=("ar", "fr"),
        default_locale="ar",
        organisation="Talvera District",
        max_request_bytes=20_000,
        log_level="warning",
    )


def test_an_empty_variable_counts_as_not_set() -> None:
    assert Settings.from_environment({"CONSULT_PORT": " "}).port == 8000


def test_variables_of_others_are_left_alone() -> None:
    environ = {"PATH": "/bin", "CONSULT_TEST_POSTGRES": "x", "CONSULTANT": "y"}

    assert Settings.from_environment(environ) == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        pytest.param("CONSULT_SECRET_KEY", "", id="no secret"),
        pytest.param("CONSULT_SECRET_KEY", "change-me", id="short secret"),
        pytest.param("CONSULT_SECRET_KEY", "ab" * 30, id="repeated secret"),
        pytest.param("CONSULT_LOG_LEVEL", "debug", id="debug log in production"),
        pytest.param("CONSULT_LOG_LEVEL", "loud", id="unknown log level"),
        pytest.param("CONSULT_DISCLOSURE_THRESHOLD", "4", id="threshold below 5"),
        pytest.param("CONSULT_DISCLOSURE_THRESHOLD", "ten", id="threshold in words"),
        pytest.param("CONSULT_DISCLOSURE_THRESHOLD", "١٠", id="other digits"),
        pytest.param("CONSULT_DEFAULT_LOCALE", "xx", id="pseudo-locale"),
        pytest.param("CONSULT_LOCALES", "en tlh", id="a language without catalogue"),
        pytest.param("CONSULT_LOCALES", ",", id="no language"),
        pytest.param("CONSULT_PORT", "65536", id="port too high"),
        pytest.param("CONSULT_PORT", "-1", id="negative port"),
        pytest.param("CONSULT_MAX_REQUEST_BYTES", "0", id="no request fits"),
        pytest.param("CONSULT_ENVIRONMENT", "staging", id="unknown environment"),
        pytest.param("CONSULT_DATABASE_URL", "mysql://x/y", id="another database"),
        pytest.param("CONSULT_DATABASE_URL", "var/x.db", id="database without kind"),
        pytest.param("CONSULT_DATABASE_URL", "sqlite://", id="database in memory"),
        pytest.param("CONSULT_DATABASE_URL", "sqlite:///:memory:", id="named memory"),
        pytest.param("CONSULT_DISCLOSURE_TRESHOLD", "20", id="misspelt variable"),
    ],
)
def test_an_unsafe_or_unreadable_value_is_refused(variable: str, value: str) -> None:
    assert variable in refused_variables(SAFE_PRODUCTION | {variable: value})


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org"])  # noqa: S104
def test_development_is_refused_on_other_addresses(host: str) -> None:
    assert refused_variables({"CONSULT_HOST": host}) == ["CONSULT_HOST"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_development_listens_on_this_computer(host: str) -> None:
    assert Settings.from_environment({"CONSULT_HOST": host}).host == host


def test_the_default_language_must_be_offered() -> None:
    environ = {"CONSULT_LOCALES": "fr ar"}

    assert refused_variables(environ) == ["CONSULT_DEFAULT_LOCALE"]


def test_all_problems_are_told_at_once() -> None:
    variables = refused_variables(
        {
            "CONSULT_TYPO": "1",
            "CONSULT_PORT": "many",
            "CONSULT_HOST": "192.0.2.7",
            "CONSULT_DISCLOSURE_THRESHOLD": "1",
        }
    )

    assert variables == [
        "CONSULT_TYPO",
        "CONSULT_PORT",
        "CONSULT_DISCLOSURE_THRESHOLD",
        "CONSULT_HOST",
    ]


def test_the_refusal_names_each_variable_and_a_remedy() -> None:
    with pytest.raises(UnsafeSettings) as refusal:
        Settings.from_environment({"CONSULT_DISCLOSURE_TRESHOLD": "20"})

    assert isinstance(refusal.value, ConsultError)
    assert "Did you mean CONSULT_DISCLOSURE_THRESHOLD?" in str(refusal.value)


def test_a_variable_like_no_other_is_refused_without_a_guess() -> None:
    with pytest.raises(UnsafeSettings, match="Remove it or correct its name"):
        Settings.from_environment({"CONSULT_ZZZ": "1"})


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = some_settings(database_url="postgresql://me:pass@localhost/x")

    assert SECRET not in repr(settings)
    assert "pass" not in repr(settings)


def test_every_setting_is_described_with_its_default() -> None:
    rows = {row.variable: row for row in describe_settings()}

    assert rows["CONSULT_DISCLOSURE_THRESHOLD"].default == "10"
    assert rows["CONSULT_LOCALES"].default == "en fr es ar id sw"
    assert all(row.help.endswith(".") for row in rows.values())
    assert len(rows) == len(Settings.__dataclass_fields__)


VARIABLES = [row.variable for row in describe_settings()]


@given(st.dictionaries(st.sampled_from(VARIABLES), st.text()))
def test_any_text_gives_safe_settings_or_one_refusal(environ: dict[str, str]) -> None:
    threshold = 5

    with contextlib.suppress(SettingsRefused):
        threshold = Settings.from_environment(environ).disclosure_threshold

    assert threshold >= 5


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///var/consult.sqlite3", Path("var/consult.sqlite3")),
        ("sqlite:////srv/consult.sqlite3", Path("/srv/consult.sqlite3")),
        ("sqlite+pysqlite:///a.db?timeout=3", Path("a.db")),
        ("sqlite://", None),
        ("postgresql://localhost/consult", None),
    ],
)
def test_the_file_of_an_sqlite_database_is_known(url: str, file: Path | None) -> None:
    assert sqlite_file(url) == file


def test_development_keeps_its_secret_beside_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/var/consult.sqlite3"
    settings = Settings(database_url=url)

    first, second = signing_key(settings), signing_key(settings)

    kept = tmp_path / "var" / "consult.secret"
    assert first == second == kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_two_databases_have_two_secrets(tmp_path: Path) -> None:
    keys = {
        signing_key(Settings(database_url=f"sqlite:///{tmp_path}/{name}.sqlite3"))
        for name in ("one", "two")
    }

    assert len(keys) == 2


def test_without_a_file_the_development_secret_lasts_as_long_as_the_process() -> None:
    settings = Settings(database_url="postgresql://localhost/consult")

    assert len(signing_key(settings)) >= 32
    assert signing_key(settings) != signing_key(settings)


def test_a_given_secret_is_used_and_no_file_is_written(tmp_path: Path) -> None:
    settings = some_settings(database_url=f"sqlite:///{tmp_path}/x.sqlite3")

    assert signing_key(settings) == SECRET
    assert not list(tmp_path.iterdir())


def test_of_two_processes_that_make_a_secret_the_first_one_wins(tmp_path: Path) -> None:
    kept = tmp_path / "consult.secret"

    _write_once(kept, "first")
    _write_once(kept, "second")

    assert kept.read_text() == "first"
    assert list(tmp_path.iterdir()) == [kept]
