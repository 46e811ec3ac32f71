# Two commands for everybody: `make demo` and `make test`. The rest is for those who build it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo desk test lint debian axe docs wheel-test screenshots bench bench-desk bench-export bench-growth crossval train clean

demo: $(VENV)/installed
	@rm -f build/demo.sqlite*; mkdir -p build
	@$(BIN)/onrecord add examples/story --dossier examples/dossier.yaml --record build/demo.sqlite
	@$(BIN)/onrecord brief --record build/demo.sqlite --output build/brief.html
	@echo "The brief of the example story: $(CURDIR)/build/brief.html"

# The example story's record as pages, at http://127.0.0.1:8080/ until Ctrl-C.
desk: demo
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[desk]"
	$(BIN)/onrecord serve --record build/demo.sqlite

test: $(VENV)/installed-dev debian axe lint
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev
	$(BIN)/ruff check src tests benchmarks training docs/*.py
	$(BIN)/ruff format --check src tests benchmarks training docs/*.py
	$(BIN)/mypy
	$(BIN)/lint-imports

# Debian packages that some tests need: installed as root or with sudo, else those tests are skipped.
debian:
	@sh tests/debian.sh

# Finds what keeps people out of a page; without npm the test that asks it is skipped.
axe: build/axe/installed

build/axe/installed: | debian
	@if command -v npm >/dev/null 2>&1; then \
		mkdir -p build/axe && npm install --silent --no-audit --no-fund --ignore-scripts --prefix build/axe axe-core@4.11.4 && touch $@; \
	else echo "skipped: axe-core (no npm here)"; [ "$${CI:-}" != true ]; fi

# The documentation as a site, in build/site.
docs: $(VENV)/installed-dev
	$(BIN)/python -m sphinx -q -W --keep-going -b html -d build/site-kept docs build/site
	@echo "The documentation: $(CURDIR)/build/site/index.html"

# All tests against the wheel, in an empty environment in which no source of ours is to be found.
wheel-test: debian axe
	@sh tests/wheel.sh

# Pictures of every page of the desk for docs/desk.md, and more of them in build/screenshots.
screenshots: $(VENV)/installed-dev debian
	$(BIN)/python tests/web/screenshots.py

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/bench.py

# Some forty minutes on two cores; SIZES=1000,3000 for a trial.
bench-growth: $(VENV)/installed-dev
	$(BIN)/python benchmarks/growth.py $(if $(SIZES),--sizes $(SIZES))

# Hours on two cores where build/growth/50000-1.sqlite is missing; SIZE=1000 for a trial.
bench-export: $(VENV)/installed-dev
	$(BIN)/python benchmarks/export.py $(if $(SIZE),--size $(SIZE))

# How long readers wait while the record grows; SIZE=1000 for a trial. The record is built first, which takes hours.
bench-desk: $(VENV)/installed-dev
	$(BIN)/python benchmarks/desk.py $(if $(SIZE),--size $(SIZE))

# How right the trained models are on articles they have not seen (needs ../shared).
crossval: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,train]"
	$(BIN)/python training/quotes.py crossval
	$(BIN)/python training/commitments.py crossval
	$(BIN)/python training/events.py crossval
	$(BIN)/python training/linking.py crossval

# The weights that ship with the package, from the gold of ../shared.
train: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,train]"
	$(BIN)/python training/quotes.py train
	$(BIN)/python training/commitments.py train
	$(BIN)/python training/events.py train
	$(BIN)/python training/linking.py train

# What is measured beside the floors that the tests hold; with --write the floors are set anew.
floors: $(VENV)/installed-dev
	$(BIN)/python tests/quality.py

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $(VENV)/installed $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
