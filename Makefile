# The two commands of a newcomer are `make sandbox` and `make test`. Each target sets up what it needs, once.
# uv is used where it is on the PATH; elsewhere the standard library's venv, at the same locked versions.
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3
UV     := $(shell command -v uv 2>/dev/null)
STAMP  := $(VENV)/.setup-done
BENCH  := $(VENV)/.bench-done
RUN    := $(BIN)/python -m bot
# Processes that share the tests; JOBS=0 runs them in one. Most tests wait more than they work.
JOBS   ?= $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 1))')

.PHONY: setup sandbox run test lint bench bench-quality
.DELETE_ON_ERROR:

setup: $(STAMP)

$(STAMP): pyproject.toml uv.lock locale/build.py .ci/constraints.py $(wildcard locale/*/LC_MESSAGES/*.po)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "RedBridge needs Python 3.11 or newer. Name one: make PYTHON=python3.12 setup")'
ifdef UV
	uv sync --locked --extra dev --reinstall-package redbridge
else
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(BIN)/python .ci/constraints.py uv.lock > $(VENV)/constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(VENV)/constraints.txt --editable '.[dev]'
endif
	@touch $@

sandbox: $(STAMP)
	@$(RUN) sandbox

run: $(STAMP)
	@$(RUN) run

test: $(STAMP)
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/basedpyright --warnings
	@PYTHONPATH=. $(BIN)/lint-imports

# What is measured beside RedBridge, and nothing else needs.
$(BENCH): $(STAMP)
ifdef UV
	uv sync --locked --extra dev --extra bench
else
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(VENV)/constraints.txt --editable '.[dev,bench]'
endif
	@touch $@

bench: $(BENCH)
	@$(BIN)/python -m tests.bench $(ARGS)

# Needs the development data of ../shared, see CONTRIBUTING.md.
bench-quality: $(STAMP)
	@test -n "$(ENGINE)" || { echo "Say which engine to measure: make bench-quality ENGINE=gloss (or google,gloss)"; exit 2; }
	@$(BIN)/python -m tests.bench.quality $(ENGINE) $(ARGS)
