# Two commands for everybody: `make demo` and `make test`. The rest is for those who build it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint debian bench bench-growth crossval train clean

demo: $(VENV)/installed
	@rm -f build/demo.sqlite*; mkdir -p build
	@$(BIN)/onrecord add examples/story --dossier examples/dossier.yaml --record build/demo.sqlite
	@$(BIN)/onrecord brief --record build/demo.sqlite --output build/brief.html
	@echo "The brief of the example story: $(CURDIR)/build/brief.html"

test: $(VENV)/installed-dev debian lint
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

# Debian packages that some tests need: installed as root or with sudo, else those tests are skipped.
debian:
	@sh tests/debian.sh

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/bench.py

# Some forty minutes on two cores; SIZES=1000,3000 for a trial.
bench-growth: $(VENV)/installed-dev
	$(BIN)/python benchmarks/growth.py $(if $(SIZES),--sizes $(SIZES))

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
