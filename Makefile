# Two commands on a fresh machine: `make demo` and `make test`. They need Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
ONCE ?=
EXTRAS ?= test

.PHONY: help demo test lint docs bench quality wheel clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1	/'

demo: $(VENV)/core.stamp ## build the graph of the bundled articles and serve it (ONCE=1: print and stop)
	@$(BIN)/kg demo $(if $(filter-out 0,$(ONCE)),--once)

test: $(VENV)/test.stamp ## run the whole suite
	@$(BIN)/python -m pytest

lint: $(VENV)/lint.stamp ## style, types and the import contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

docs: $(VENV)/test.stamp ## write the generated pages and the shown outputs anew
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m pytest --quiet tests/house/test_documents.py --update-golden

bench: $(VENV)/core.stamp ## speed of the build (ratio to spaCy's own) and of the endpoint (ratio to the native server)
	@$(BIN)/python -m benchmarks.speed.build
	@$(PIP) --editable '.[bench]' && $(BIN)/python -m benchmarks.speed.endpoint && $(BIN)/python -m benchmarks.speed.throughput

quality: $(VENV)/test.stamp ## precision and recall on the gold sets
	@$(BIN)/python -m benchmarks.quality

wheel: $(VENV)/test.stamp ## build dist/*.whl and check what is in it
	@$(BIN)/python -m hatchling build -t wheel && $(BIN)/python -m pytest tests/house/test_wheel.py

clean: ## remove what the targets made
	rm -rf $(VENV) dist newsgraph-data newsgraph-demo

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Newsgraph needs Python 3.11 or newer, and '$(PYTHON)' is not that. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
	  exit 1; }
	@echo "Making $(VENV) (the first time takes a minute or two) ..." >&2
	@$(PYTHON) -m venv $(VENV)

# A stamp is newer than pyproject.toml once everything in it is installed, so a second run starts at once.
$(VENV)/core.stamp: pyproject.toml | $(BIN)/python
	@$(PIP) --editable . && touch $@

$(VENV)/test.stamp: pyproject.toml | $(BIN)/python
	@$(PIP) --editable '.[$(EXTRAS)]' && touch $@ $(VENV)/core.stamp

$(VENV)/lint.stamp: pyproject.toml | $(BIN)/python
	@$(PIP) --editable '.[$(EXTRAS),lint]' && touch $@ $(VENV)/test.stamp $(VENV)/core.stamp
