# What a person types; `make help` lists it.
# Needs make and Python 3.11 or newer with venv (Debian: make, python3-venv).

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# The release of DuckDB that the published file is promised to; a test opens it with it.
OLD_DUCKDB := .venv/duckdb-1.4
# What runs are measured beside.
PEERS := .venv/peers
# What judges how accessible the local page is; Debian's Chromium runs it.
AXE := .venv/axe

# Images of containers often set it, and then each process of a run, and of a test, compiles our
# modules again: two seconds.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install open run test test-slow test-all test-exhaustive lint lint-quick check hooks dictionary bench lock release

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

install: $(READY) ## set up in .venv, and do nothing else

run: $(READY) ## set up, then publish what is in inbox/, or the bundled example before there is a form or a file
	@$(BIN)/faire-masse run --example

open: $(READY) ## set up, then open the local page: drop, declare, run, read again and download in a browser
	$(BIN)/faire-masse open

# Tests wait for other programs, the slow ones half of their time: more workers than cores keep two busy.
test: $(READY) $(OLD_DUCKDB) ## run the tests, except the slow ones
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not slow and not exhaustive"

test-slow: $(READY) $(AXE) ## run the slow tests: whole runs, LibreOffice, a browser
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -m "slow and not exhaustive"

test-all: $(READY) $(OLD_DUCKDB) $(AXE) ## both at once, as CI does: what both look at is made once
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -m "not exhaustive"

test-exhaustive: $(READY) ## try all that the other tests try a sample of, with new examples (hours; ONLY=file)
	$(BIN)/python -m pytest -s -m exhaustive --hypothesis-profile=anew $(ONLY)

lint: lint-quick ## check code, formats, types, imports between rooms and SQL
	$(BIN)/lint-imports --no-cache
	PYTHONWARNINGS=ignore $(BIN)/sqlfluff lint --disable-progress-bar --processes 2 sql

lint-quick: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check: lint test ## lint, then test

hooks: ## have git do the quick part of lint before each commit
	ln -sf "$(CURDIR)/.ci/pre-commit" "$$(git rev-parse --git-path hooks)/pre-commit"

dictionary: $(READY) ## rewrite the data dictionary in sql/README.md
	$(BIN)/python -m tests.dictionary

bench: $(READY) $(PEERS) ## measure runs beside other tools, and write docs/performance.md (SIZES="300 10000", ONLY=word)
	$(BIN)/python -m tests.bench.measure $(SIZES) --only "$(ONLY)" --peers $(PEERS)

lock: $(READY) ## rewrite requirements.lock from pyproject.toml; add UPGRADE=1 to take new versions
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
		--no-header $(if $(UPGRADE),--upgrade) --group dev -o requirements.lock pyproject.toml

release: $(READY) ## wheel, source, bill of materials and checksums of the last commit, in dist/
	.ci/release dist

# Redone when what is to be installed changes. The lock has all: without --no-deps, an older pip
# takes a newer version of what an extra names. hatchling comes from it too: the build of the
# editable install fetches nothing.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m flows.server.blank_database
	@touch $(READY)

$(OLD_DUCKDB): tests/duckdb-1.4.lock $(READY)
	@rm -rf $@
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target $@ -r $<
	@touch $@

$(PEERS): tests/bench-peers.lock $(READY)
	@rm -rf $@
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target $@ -r $<
	@touch $@

$(AXE): tests/axe/package-lock.json $(READY)
	@rm -rf $@
	@mkdir -p $@
	cp tests/axe/package.json tests/axe/package-lock.json $@
	npm ci --silent --ignore-scripts --prefix $@
	@touch $@
