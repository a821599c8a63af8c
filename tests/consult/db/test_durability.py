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
from sqlalchemy import event, text
from consult.db.session import open_database

url, weakening, commits = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = open_database(url)
if weakening:
    database.engine.dispose()
    event.listen(
        database.engine, "connect", lambda opened, _: opened.execute(weakening)
    )
for number in range(commits):
    with database.writing() as session:
        session.execute(
            text("INSERT INTO live_worker VALUES (:id, '2026-11-03 12:00:00')"),
            {"id": str(number)},
        )
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


def forced_writes(trace: list[str], folder: Path, *, weakening: str = "") -> int:
    url = f"sqlite:///{folder}/consult.sqlite3"
    upgrade(url)
    program = [sys.executable, "-c", COMMIT_OFTEN, url, weakening, str(COMMITS)]
    subprocess.run([*trace, *program], check=True, cwd=ROOT, env=dict(os.environ))
    calls = (folder / "calls").read_text().splitlines()
    return sum("sync(" in call for call in calls)


def test_each_commit_is_forced_to_the_disk(trace: list[str], tmp_path: Path) -> None:
    assert forced_writes(trace, tmp_path) >= COMMITS


def test_the_count_would_notice_commits_that_are_not_forced(
    trace: list[str], tmp_path: Path
) -> None:
    counted = forced_writes(trace, tmp_path, weakening="PRAGMA synchronous = NORMAL")

    assert counted < COMMITS
