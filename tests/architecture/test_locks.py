"""The lock files hold what pyproject.toml asks for, with hashes and no host."""

import pytest

from tests.architecture import locks

PROJECT = {
    "build-system": {"requires": ["hatchling"]},
    "project": {
        "requires-python": ">=3.11",
        "dependencies": ["flask>=3"],
        "optional-dependencies": {"postgres": ["psycopg[binary]"]},
    },
    "dependency-groups": {
        "build": ["hatchling"],
        "dev": [{"include-group": "build"}, "pytest"],
    },
}
RUNTIME, DEVELOPMENT = locks.LOCKS


def a_lock(*entries: str) -> str:
    header = f"{locks.DIGEST_LINE}{locks.digest(PROJECT)}\n"
    return header + "".join(
        f"{entry} \\\n    --hash=sha256:{'0' * 64}\n    # via us\n" for entry in entries
    )


COMPLETE = a_lock("flask==3.1.3", "hatchling==1.2", "psycopg==3.3 ; os_name == 'posix'")


def test_the_lock_files_are_fresh() -> None:
    assert locks.all_problems() == []


def test_a_complete_lock_has_no_problem() -> None:
    assert list(locks.problems_of(RUNTIME, COMPLETE, PROJECT)) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            COMPLETE.replace("flask==3.1.3", "flask==2.3"),
            "requirements.txt: nothing there satisfies flask>=3",
            id="too old",
        ),
        pytest.param(
            COMPLETE.replace("posix'", "posix' and python_version > '3.11'"),
            "requirements.txt: nothing there satisfies psycopg[binary]",
            id="for another python only",
        ),
        pytest.param(
            COMPLETE.replace(locks.digest(PROJECT), "0" * 64),
            "requirements.txt: made from other dependencies; run make locks",
            id="other dependencies",
        ),
        pytest.param(
            COMPLETE + "idna==3.20\n",
            "requirements.txt: idna has no hash",
            id="no hash",
        ),
        pytest.param(
            COMPLETE + "--index-url https://packages.example/\n",
            "requirements.txt: names a host",
            id="host",
        ),
    ],
)
def test_a_lock_that_may_not_stand_is_found(text: str, problem: str) -> None:
    assert list(locks.problems_of(RUNTIME, text, PROJECT)) == [problem]


def test_the_lock_for_development_also_holds_what_the_tests_need() -> None:
    found = list(locks.problems_of(DEVELOPMENT, COMPLETE, PROJECT))

    assert found == ["requirements-dev.txt: nothing there satisfies pytest"]


def test_any_change_of_the_dependencies_changes_the_digest() -> None:
    changed = PROJECT | {"dependency-groups": {"build": [], "dev": ["pytest"]}}

    assert locks.digest(changed) != locks.digest(PROJECT)
