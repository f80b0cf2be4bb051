# Two commands for a fresh machine: make build (the sample editions), make test (every check).
# Both need Python 3.11 or newer and, the first time, a network to install from.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
PEERS := tests/peers/node_modules
TSC := $(PEERS)/.bin/tsc
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python3.14 python,$(shell \
	$(name) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
# What the wheel is made of: when any of it is newer than the installed wheel, the wheel is made anew.
SOURCES := pyproject.toml constraints.txt README.md $(shell find src templates -type f -not -name '*.pyc')
NO_NETWORK := (echo "pip could not install (its message is above); the first time, it needs a network" >&2; exit 1)

.PHONY: build test lint page unit golden browser spamassassin peers bench soak constraints clean

build: $(VENV)/installed
	@echo "== building the sample issues"
	@$(BIN)/digest build

test: lint golden unit

lint: $(VENV)/tools
	@echo "== format, lint, types, layers"
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory page

# The types that the page's JavaScript modules state in comments. Best effort, as peers below.
page: peers
	@if [ -x $(TSC) ]; then $(TSC) -p jsconfig.json; else echo "page: without npm its types are not checked"; fi

unit: $(VENV)/tools browser spamassassin peers
	@echo "== tests, with the coverage of branches"
	$(BIN)/pytest -n auto --cov --cov-report=term

# Writing the expected editions and messages anew must change nothing; where there is no git, nobody can tell.
golden: $(VENV)/tools
	@echo "== expected editions and messages, written anew"
	@! git rev-parse --git-dir >/dev/null 2>&1 || { \
	  $(BIN)/pytest --quiet --update-golden tests/test_golden.py tests/test_theme_faults.py \
	  && git diff --exit-code -- tests/golden tests/bad_themes; }

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer, with venv and pip, is needed (Debian: apt-get install python3-venv);" \
	  "if it has another name: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "== making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python $(SOURCES)
	@echo "== installing digest into $(VENV)"
	@$(PIP) install --constraint constraints.txt '.[preview]' || $(NO_NETWORK)
	@touch $@

$(VENV)/tools: $(VENV)/installed
	@echo "== installing the test tools into $(VENV)"
	@$(PIP) install --constraint constraints.txt --upgrade pip || $(NO_NETWORK)
	@$(PIP) install --constraint constraints.txt --group dev || $(NO_NETWORK)
	@touch $@

# Some tests measure in a browser: the system's Chromium, else the distribution's, else Playwright's.
browser: $(VENV)/tools
	@if $(BIN)/python -m tests.chromium; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "== installing Chromium with apt-get"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null \
	    || echo "browser: apt-get could not install it"; \
	fi
	@$(BIN)/python -m tests.chromium >/dev/null || { echo "== installing Chromium with playwright"; $(BIN)/playwright install chromium; }

# One test asks SpamAssassin. Best effort: without it that test is skipped.
spamassassin:
	@if command -v spamassassin >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "== installing SpamAssassin with apt-get"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends spamassassin; } >/dev/null 2>&1 \
	    || echo "spamassassin: apt-get could not install it; its test is skipped"; \
	else echo "spamassassin: not installed; its test is skipped"; fi

# MJML's own validator and the benchmark's peers. Best effort: without npm the tests that need them are skipped.
peers:
	@if [ -e $(PEERS)/mjml ] && [ -e $(PEERS)/handlebars ] && [ -x $(TSC) ] && [ -e $(PEERS)/axe-core ]; then :; \
	elif ! command -v npm >/dev/null; then echo "peers: npm is not installed; tests against MJML.js are skipped"; \
	elif (cd tests/peers && npm install --silent >/dev/null 2>&1); then echo "peers: installed in $(PEERS)"; \
	else echo "peers: npm could not install them; tests against MJML.js are skipped"; fi

# How digest compares with its peers and its limits, from one run on this machine.
bench: $(VENV)/tools browser peers
	@$(BIN)/python -m tests.bench

# The storm of saves, with ten tabs open, for ten minutes.
soak: $(VENV)/tools browser
	DIGEST_SOAK_TABS=10 DIGEST_SOAK_ROUNDS=45 $(BIN)/pytest tests/preview/test_weather.py -k storm -s

# Pins what is installed now, after pip has been let loose on newer versions.
constraints: $(VENV)/tools
	@{ sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --exclude newsletter-digest; } > constraints.new
	@mv constraints.new constraints.txt

clean:
	rm -rf $(VENV) dist build $(PEERS)
