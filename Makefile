# A fresh machine needs two commands: make build and make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

PEERS := tests/peers/node_modules

.PHONY: build test peers
build: $(VENV)/installed
	$(BIN)/digest build

test: $(VENV)/installed peers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

$(VENV)/installed: pyproject.toml $(shell find src templates -type f)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet . --group dev
	touch $@

# MJML's own validator and the benchmark's peers. Best effort: without npm the tests that need them are skipped.
peers:
	@if [ -e $(PEERS)/mjml ] && [ -e $(PEERS)/handlebars ]; then :; \
	elif ! command -v npm >/dev/null; then echo "peers: npm is not installed; tests against MJML.js are skipped"; \
	elif (cd tests/peers && npm install --silent >/dev/null 2>&1); then echo "peers: installed in $(PEERS)"; \
	else echo "peers: npm could not install them; tests against MJML.js are skipped"; fi
