import subprocess
import sys

import pytest

LOADED = "import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"


def loaded_by(module: str) -> set[str]:
    program = LOADED.format(module=module)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize("module", ["consult.app", "consult.web.serving"])
def test_the_web_process_never_loads_the_language_tools(module: str) -> None:
    loaded = loaded_by(module)

    assert "consult" in loaded
    assert not loaded & {"nlp", "spacy", "sklearn", "scipy", "numpy"}


def test_the_language_layer_knows_no_request() -> None:
    loaded = loaded_by("consult.i18n")

    assert "jinja2" in loaded
    assert not loaded & {"flask", "werkzeug", "sqlalchemy"}
