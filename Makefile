# The targets that people use carry a comment; `make help` prints those.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
export PORT ?= 8000
# What Python compiled once is kept, also where images of containers are built without: dozens of processes load the code.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTHON_PROJECT := pyproject.toml shared_schema/pyproject.toml
NODE_PROJECT := package-lock.json package.json extension/package.json shared_schema/package.json tests/provider/package.json \
  tests/replica/package.json
EXTENSION_SOURCES := $(shell find extension shared_schema/js -type f \
  -not -path '*/node_modules/*' -not -path 'extension/dist/*' -not -path '*/test/*')
EXTENSION := extension/dist/chrome/manifest.json
# Installed side by side: each waits for a network most of its time.
INSTALLED := .venv/test-installed node_modules/test-installed
# The longest first: the others go on beside it.
CHECKS := check-unit-tests check-contract-tests check-script-tests check-python-types check-script-style \
  check-script-types check-generated check-dependencies check-imports check-python-style

.PHONY: run
run: .venv/run-installed $(EXTENSION) ## Start Vertel with a demo company on http://127.0.0.1:8000 (PORT= changes it)
	@$(BIN)/python scripts/run.py

.PHONY: test
test: ## Run everything: checks, API, property, fault and browser tests
	@$(MAKE) --no-print-directory --jobs test-packages $(INSTALLED)
	@$(MAKE) --no-print-directory check test-server test-browser

.PHONY: check
check: ## Lint, types, unit and contract tests: under a minute
	@$(MAKE) --no-print-directory --jobs $(INSTALLED)
	@$(MAKE) --no-print-directory -j$$(nproc) --output-sync=target $(CHECKS)

.PHONY: generate
generate: .venv/test-installed node_modules/test-installed ## Write what is derived from the schemas
	$(BIN)/python scripts/generate.py

.PHONY: extension
extension: $(EXTENSION) ## Build the extension for both browsers, and the web page, into extension/dist

.PHONY: package
package: $(EXTENSION) ## Pack the extension for the stores into dist/, the same bytes every time
	$(PYTHON) scripts/package.py

.PHONY: wheel
wheel: .venv/run-installed $(EXTENSION) ## Build the server's sdist and wheel into dist/, with all that Node.js builds
	@mkdir -p dist && rm -f dist/vertel-*.tar.gz dist/vertel-*.whl
	@export SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
	  && $(BIN)/python -c "from setuptools import build_meta; build_meta.build_sdist('dist')" > /dev/null \
	  && $(BIN)/python -m pip wheel $(PACKED) dist/vertel-*.tar.gz ./shared_schema
	@ls dist/vertel-*.tar.gz dist/vertel*.whl

.PHONY: demo
demo: .venv/test-installed node_modules/test-installed $(EXTENSION) ## Open Chromium with the extension beside a composer replica
	$(BIN)/python scripts/demo.py

.PHONY: bench
bench: .venv/test-installed node_modules/test-installed $(EXTENSION) ## Measure, and write docs/benchmarks.md
	@scripts/install-test-packages bench
	$(BIN)/python tests/bench/run.py

.PHONY: faults
faults: test-packages .venv/test-installed node_modules/test-installed ## The tests of outages, kills and failovers at full size: some minutes
	VERTEL_TEST_REDIRECTS=20000 VERTEL_TEST_OUTAGE=60 VERTEL_TEST_FAILOVER=20 $(BIN)/pytest --quiet tests/faults

.PHONY: lock
lock: ## Resolve the Python dependencies anew into the requirements*.txt (needs uv)
	uv lock --upgrade
	uv export $(EXPORT) --group build --no-default-groups --output-file requirements.txt
	uv export $(EXPORT) --group build --group dev --output-file requirements-dev.txt
	uv export $(EXPORT) --only-group granian --output-file requirements-granian.txt
	uv export $(EXPORT) --only-group scim --output-file requirements-scim.txt

.PHONY: clean
clean: ## Remove what make made, except the data in var/
	rm -rf .venv node_modules dist build extension/dist tests/replica/dist tests/.artifacts
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis

.PHONY: help
help: ## Print this
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

PACKED := --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist
EXPORT := --quiet --format requirements-txt --no-emit-workspace --no-emit-package vertel-schema --no-header --no-annotate

# --- installed once, until a lock file changes ---

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Vertel needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv || { echo "python3 could not make .venv; on Debian, install python3-venv." >&2; exit 1; }

.venv/run-installed: requirements.txt $(PYTHON_PROJECT) | .venv/bin/python
	@echo "Installing the server's packages into .venv ..."
	@$(PIP_INSTALL) --require-hashes -r requirements.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e shared_schema -e .
	@touch $@

.venv/test-installed: requirements-dev.txt $(PYTHON_PROJECT) | .venv/bin/python
	@echo "Installing the server's and the tests' packages into .venv ..."
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e shared_schema -e .
	@touch .venv/run-installed $@

# No package needs its install script (esbuild's only checks itself), so none is run.
NPM_CI := npm ci --ignore-scripts --no-progress --no-update-notifier --loglevel=error > /dev/null

node_modules/build-installed: $(NODE_PROJECT) | node
	@echo "Installing what builds the extension into node_modules ..."
	@$(NPM_CI) --workspace extension --include-workspace-root=false
	@touch $@

node_modules/test-installed: $(NODE_PROJECT) | node
	@echo "Installing what builds and tests the extension into node_modules ..."
	@$(NPM_CI)
	@touch node_modules/build-installed $@

.PHONY: node
node:
	@node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' \
	  || { echo "Vertel needs Node.js 20 or newer." >&2; exit 1; }

$(EXTENSION): node_modules/build-installed $(EXTENSION_SOURCES)
	@node extension/build.mjs

# --- the parts of check and test ---

# One more than there are processors: tests also wait, for an editor that watches its text or a server that starts. The
# process that has nothing left to do takes over tests of the others.
PROCESSES = --numprocesses $$(($$(nproc) + 1)) --dist worksteal

# Runs what also talks when all is well, and shows what it says when something is not.
quietly = @output=$$($(1) 2>&1) || { echo "$$output" >&2; exit 1; }

DEPTRY_OF_TESTS := $(BIN)/deptry tests scripts --exclude ^$$ --ignore DEP002,DEP004

.PHONY: $(CHECKS) test-packages test-server test-browser
check-python-style:
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Run: .venv/bin/ruff format" >&2; exit 1; }
check-python-types:
	@$(BIN)/mypy --no-error-summary
check-imports:
	@$(BIN)/lint-imports --no-logo > /dev/null || $(BIN)/lint-imports
# What is imported is declared: by the server, by the schema package, and by the tests, which may use all of it.
check-dependencies:
	$(call quietly,$(BIN)/deptry server)
	$(call quietly,$(BIN)/deptry shared_schema --config shared_schema/pyproject.toml)
	$(call quietly,$(DEPTRY_OF_TESTS))
check-script-style:
	@npm run --silent --workspaces --if-present lint
check-script-types:
	@npm run --silent --workspaces --if-present typecheck
check-script-tests:
	@npm run --silent --workspaces --if-present test
check-generated:
	@$(BIN)/python scripts/generate.py --check
	@$(BIN)/python scripts/compatibility.py
check-unit-tests:
	@$(BIN)/pytest --quiet tests/unit
check-contract-tests:
	@$(BIN)/pytest --quiet tests/contract

test-packages:
	@scripts/install-test-packages
test-server: .venv/test-installed node_modules/test-installed
	$(BIN)/pytest --quiet $(PROCESSES) tests/api tests/packages tests/property tests/faults
test-browser: .venv/test-installed node_modules/test-installed
	$(BIN)/pytest --quiet $(PROCESSES) tests/e2e
