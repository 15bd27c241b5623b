# make demo: the whole job on the sample dossier. make test: all tests. Each is all a fresh machine
# needs (Python 3.11-3.13 and make); what can't be installed is named, with what then won't work.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check benchmark clean

demo: $(VENV)/.ready .woo-ready
	$(BIN)/woo demo --out demo || [ $$? -eq 1 ]

test: $(VENV)/.ready-dev .woo-ready check
	$(BIN)/python -m pytest

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check woo_tool tests samples models/train benchmarks
	$(BIN)/ruff check woo_tool tests samples models/train benchmarks
	$(BIN)/mypy

benchmark: $(VENV)/.ready-dev $(VENV)/deduce/.ready
	$(BIN)/python -m benchmarks --deduce $(VENV)/deduce/bin/python

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11, 3.12 of 3.13 is nodig; geef het op met: make PYTHON=python3.12 demo"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The de-identification tool that the benchmark compares with, in an environment of its own.
$(VENV)/deduce/.ready: benchmarks/deduce.lock | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/deduce
	$(VENV)/deduce/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/deduce.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.ready

.woo-ready: system-packages.sh
	sh system-packages.sh
	@touch $@

clean:
	rm -rf $(VENV) .woo-ready demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
