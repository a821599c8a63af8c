"""An acknowledged commit on SQLite has been forced to the disk.

Killing a process cannot show this, since the operating system still writes what
the process left behind. So the calls that force it are counted.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from consult.db.migrate import upgrade

ROOT = Path(__file__).parents[3]
COMMITS = 50
COMMIT_OFTEN = """
import sys
from sqlalchemy import text
from consult.db.session import open_database

url, kinds, commits = sys.argv[1], sys.argv[2].split(), int(sys.argv[3])
database = open_database(url)
for number in range(commits):
    statement = f"INSERT INTO live_worker VALUES ('{number}', '2026-11-03 12:00:00')"
    if kinds[number % len(kinds)] == "keeping":
        with database.keeping() as line:
            line.opened.cursor().execute(statement)
    else:
        with database.writing() as session:
            session.execute(text(statement.replace(":", chr(92) + ":")))
print("committed", flush=True)
"""


@pytest.fixture
def trace(tmp_path: Path) -> list[str]:
    """Return the start of a command that counts forced writes into ``calls``."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed (Debian: apt-get install strace)")
    command = [strace, "-f", "-e", "trace=fsync,fdatasync"]
    command += ["-o", str(tmp_path / "calls")]
    allowed = subprocess.run([*command, "true"], check=False, capture_output=True)
    if allowed.returncode != 0:
        pytest.skip("this machine does not let strace look at other processes")
    return command


def forced_writes(trace: list[str], folder: Path, *kinds: str) -> int:
    url = f"sqlite:///{folder}/consult.sqlite3"
    upgrade(url)
    program = [sys.executable, "-c", COMMIT_OFTEN, url, " ".join(kinds), str(COMMITS)]
    subprocess.run([*trace, *program], check=True, cwd=ROOT, env=dict(os.environ))
    calls = (folder / "calls").read_text().splitlines()
    return sum("sync(" in call for call in calls)


def test_each_commit_is_forced_to_the_disk(trace: list[str], tmp_path: Path) -> None:
    assert forced_writes(trace, tmp_path, "writing") >= COMMITS


def test_the_commits_of_drafts_are_not_forced(trace: list[str], tmp_path: Path) -> None:
    # Which also shows that the count notices commits that are not forced.
    assert forced_writes(trace, tmp_path, "keeping") < COMMITS


def test_a_commit_is_forced_on_a_connection_that_kept_a_draft_before(
    trace: list[str], tmp_path: Path
) -> None:
    assert forced_writes(trace, tmp_path, "keeping", "writing") >= COMMITS // 2
