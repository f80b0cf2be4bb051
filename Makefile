# A fresh machine needs two commands: make build and make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test
build: $(VENV)/installed
	$(BIN)/digest build

test: $(VENV)/installed
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
