"""A person stops ``consult analyse`` while it works."""

import signal
from pathlib import Path

from tests.consult.cli.programs import start

ROWS = 4_000  # enough to be stopped in good time on a busy machine


def test_whoever_stops_an_analysis_is_told_what_is_kept(tmp_path: Path) -> None:
    source, output = tmp_path / "answers.csv", tmp_path / "results"
    lines = [
        f"{row},road {row % 41} has no light by house {row}" for row in range(ROWS)
    ]
    source.write_text("\n".join(["id,answer", *lines]), encoding="utf-8")

    process = start("analyse", str(source), "--text", "answer", "--output", str(output))
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("Grouping"):
            break
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()

    assert process.returncode == 130
    assert str(output) + ".unfinished" in told
    assert "Traceback" not in told
    kept = {path.name for path in (tmp_path / "results.unfinished").iterdir()}
    assert {"languages.jsonl", "statements.jsonl"} <= kept
    assert not output.exists()
