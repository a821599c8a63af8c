PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --disable-pip-version-check -qq
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
FOR_MODELS := $(VENV)/.models-installed

.DEFAULT_GOAL := help
.PHONY: help setup run test check format models bench differential corpus translations docs locks system-packages

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{ printf "make %-13s %s\n", $$1, $$2 }'

setup: $(RUNTIME) ## create .venv and install the locked dependencies

run: setup ## load the demonstration and serve it on http://127.0.0.1:8000 (PORT=… for another port)
	@$(BIN)/consult demo $(if $(PORT),--port $(PORT))

test: $(DEVELOPMENT) system-packages node_modules/.package-lock.json ## install what the tests need and run all of them (PYTEST=… to narrow)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST)

check: $(DEVELOPMENT) ## lint, format, types, layers, spelling, catalogues, locks, documents
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python -m tests.architecture.locks check
	$(BIN)/python -m tests.architecture.catalogues check
	$(BIN)/python -m pytest -q tests/docs

format: $(DEVELOPMENT) ## put the code into the one format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

models: $(RUNTIME) ## train the models again: make models DATA=FOLDER [CONCEPTS=FILE] (word vectors: docs/vectors.md)
	@test -n "$(DATA)" || { echo "Name the folder with the training data: make models DATA=FOLDER"; exit 2; }
	$(if $(CONCEPTS),@$(MAKE) --no-print-directory $(FOR_MODELS))
	$(if $(CONCEPTS),$(BIN)/python -m nlp.training.vectors --data "$(DATA)" --concepts "$(CONCEPTS)" $(if $(WORDNET),--wordnet "$(WORDNET)"))
	$(BIN)/python -m nlp.training.sentiment --data "$(DATA)"

bench: $(DEVELOPMENT) ## run what is under benchmarks/
	@set -e; for benchmark in $(wildcard benchmarks/*.py); do echo "== $$benchmark"; $(BIN)/python "$$benchmark"; done

differential: $(DEVELOPMENT) node_modules/.package-lock.json ## compare our logic with ODK's own engine: make differential FORMS=FOLDER
	@test -n "$(FORMS)" || { echo "Name a folder of questionnaires: make differential FORMS=FOLDER"; exit 2; }
	TZ=UTC $(BIN)/python -m tests.oracle.expressions
	TZ=UTC $(BIN)/python -m tests.oracle.inventing
	TZ=UTC $(BIN)/python -m tests.oracle.differential "$(FORMS)"

corpus: $(DEVELOPMENT) ## read, write and read again every questionnaire of a folder: make corpus FORMS=FOLDER
	@test -n "$(FORMS)" || { echo "Name a folder of questionnaires: make corpus FORMS=FOLDER"; exit 2; }
	CONSULT_XLSFORMS="$(FORMS)" $(BIN)/python -m pytest --numprocesses auto tests/corpus

translations: $(DEVELOPMENT) ## collect the messages and bring every catalogue up to date
	$(BIN)/python -m tests.architecture.catalogues write

docs: $(DEVELOPMENT) ## write the generated documents again
	$(BIN)/python -m tests.docs.generate

locks: $(DEVELOPMENT) ## resolve the dependencies again (UPGRADE=1 for newer versions)
	$(BIN)/python -m tests.architecture.locks write $(if $(UPGRADE),--upgrade)

# What follows are steps of the commands above.

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Install what creates virtual environments (Debian: python3-venv) and try again."; exit 1; }

$(RUNTIME): requirements.txt pyproject.toml hatch_build.py | $(BIN)/pip
	@echo "Installing the locked dependencies; the first time takes about a minute."
	@$(INSTALL) --require-hashes --no-deps -r requirements.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q consult forms nlp
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@echo "Installing what the tests and checks need."
	@$(INSTALL) --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

$(FOR_MODELS): requirements-models.txt $(RUNTIME)
	@echo "Installing what making the word vectors needs, some gigabytes."
	@$(INSTALL) --require-hashes --no-deps -r requirements-models.txt
	@touch $@

system-packages:
	@.ci/system-packages

node_modules/.package-lock.json: package-lock.json
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; \
	else echo "npm is missing: the accessibility tests will say so."; fi
