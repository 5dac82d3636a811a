# Every promise of this project has one command here. `make help` lists them.
# Needs a POSIX shell, make, and Python 3.11 or later with venv; nothing else, and no root.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCKED := $(PIP) --require-hashes --only-binary :all:
TESTS ?=
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := all
.PHONY: all run walk test check law postgres browser bench diagram lock help

all: check test ## Check and test (what a bare `make` does)

run: $(VENV)/.run ## Set up on first use, load the demo, print its accounts and serve it
	@$(BIN)/chuyenhoa demo

walk: $(VENV)/.run ## Walk the demo's cases in the terminal, without a browser
	@$(BIN)/chuyenhoa demo --walk

test: $(VENV)/.dev ## Every test; browser tests only where Chromium is found
	@$(PYTEST) $(TESTS)

check: $(VENV)/.dev ## Form, lint, types, import contracts and the tests about the project
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(PYTEST) tests/project -q

law: $(VENV)/.dev ## Only the tests of the law: guards, boundaries, texts
	@$(PYTEST) tests/states tests/law tests/properties $(TESTS)

postgres: $(VENV)/.dev ## Only the tests that need PostgreSQL (its server comes with the lock)
	@$(PYTEST) -m postgres $(TESTS)

browser: $(VENV)/.dev ## Only the tests in Chromium
	@$(PYTEST) -m browser $(TESTS)

bench: $(VENV)/.bench ## Measure against the bare driver and Django, print ratios (BENCH=--full: longer)
	@$(BIN)/python -m tests.benchmarks $(BENCH)

diagram: $(VENV)/.run ## Draw the state diagram of README anew from the table of transitions
	@$(BIN)/chuyenhoa diagram > $(VENV)/diagram.txt
	@awk -v drawn="$(VENV)/diagram.txt" ' \
	  inside && /^```$$/ { inside = 0 } \
	  !inside { print } \
	  /^```mermaid$$/ { while ((getline line < drawn) > 0) if (line !~ /^```/) print line; inside = 1 }' \
	  README.md > $(VENV)/README.new
	@cp $(VENV)/README.new README.md

lock: ## For the maintainer, with uv at hand: pin every version anew, with its hashes
	@for lock in "requirements.txt --group install" \
	    "requirements-dev.txt --group install --group dev -c requirements.txt" \
	    "requirements-bench.txt --group install --group dev --group bench -c requirements-dev.txt"; do \
	  set -- $$lock; file=$$1; shift; \
	  uv pip compile pyproject.toml "$$@" --universal --generate-hashes --python-version 3.11 \
	    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-strip-extras --upgrade --quiet \
	    -o "$$file" >/dev/null || exit 1; \
	done

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

# Setting up. Each stamp is younger than the lock it was made from, so a second run costs nothing.

$(VENV)/.made:
	@old=; bare=; \
	for python in "$(PYTHON)" python3.13 python3.12 python3.11 python3.14; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    || { old="$$python"; continue; }; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || { bare="$$python"; continue; }; \
	  "$$python" -m venv $(VENV) && touch $@ && exit 0; \
	  exit 1; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "Python ($$bare) thiếu venv: hãy cài, chẳng hạn \"apt install python3-venv\", rồi chạy lại." >&2; \
	  echo "This Python ($$bare) has no venv: install it, for example \"apt install python3-venv\", and run again." >&2; \
	else \
	  echo "Cần Python 3.11 trở lên: hãy cài, chẳng hạn \"apt install python3 python3-venv\", rồi chạy lại." >&2; \
	  echo "Python 3.11 or later is needed: install it, for example \"apt install python3 python3-venv\", and run again." >&2; \
	fi; \
	exit 1

$(VENV)/.run: $(VENV)/.made requirements.txt pyproject.toml
	@echo "Đang cài đặt, chỉ lần đầu… / Setting up, the first time only…"
	@$(LOCKED) -r requirements.txt
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@$(LOCKED) -r requirements-dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	@$(LOCKED) -r requirements-bench.txt
	@touch $@
