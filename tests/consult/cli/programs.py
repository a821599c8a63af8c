"""Runs the command line as a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
# Whoever is started in the background of a shell ignores Ctrl-C, and so do its heirs.
LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
PROGRAM = [
    sys.executable,
    "-c",
    LISTENING + "from consult.cli.main import main; main()",
]


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def loaded_after(code: str) -> set[str]:
    """Return the top-level packages a fresh interpreter has loaded after the code."""
    listing = "; import sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code + listing],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())
