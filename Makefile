# The commands of this repository; `make` alone lists them. Each one installs what it needs first.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --warn-undefined-variables --no-print-directory

PYTHON ?= python3.11
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CLIENT ?= clients/python/.venv
# Each process of the suite starts a PostgreSQL of its own: more than four of them gain nothing.
ABREAST := --numprocesses=auto --maxprocesses=4 --dist=loadfile
PINS := requirements/build.txt requirements/runtime.txt requirements/dev.txt

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

##@ Start
.PHONY: help
help: ## List the commands
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: install
install: $(INSTALLED) ## Make .venv with the pinned packages; start nothing
	@:

# Touched last, so that an installation cut short is done again; nothing to do when up to date.
$(INSTALLED): pyproject.toml $(PINS)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo 'Making $(VENV)'; $(PYTHON) -m venv --clear $(VENV); }
	@echo 'Installing the pinned packages'
	@# The pins are whole, so nothing is resolved: a resolver meets `coverage[toml]` before its pin,
	@# takes whatever is newest on the day, and then finds no hash for it. `pip check` looks after.
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes $(PINS:%=--requirement %)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check --quiet
	@touch $@

.PHONY: web
web: install ## Build the pages that the service serves, where their sources changed
	@web/build

.PHONY: up
up: web ## From nothing to a running service on 127.0.0.1:8000, with sample data
	@$(BIN)/cdp up $(ARGS)

.PHONY: demo
demo: install ## The same set-up and flows, then stop everything that was started
	@$(BIN)/cdp demo $(ARGS)

##@ Check
.PHONY: test
test: install ## The whole test suite; it brings up what it needs
	@$(BIN)/python -m pytest $(ABREAST) $(ARGS)

.PHONY: coverage
coverage: install ## The suite with branch coverage: privacy 100 %, cdp 95 %
	@$(BIN)/python -m pytest $(ABREAST) --cov --cov-report= $(ARGS)
	@$(BIN)/python -m coverage report --include='privacy/*' --fail-under=100
	@$(BIN)/python -m coverage report --include='cdp/*' --fail-under=95

.PHONY: lint
lint: install ## Style, format, types and layers
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@web/types

.PHONY: bench
bench: install ## Every benchmark at quick size, ten minutes at most
	@$(BIN)/python -m bench

.PHONY: bench-full
bench-full: install ## Every benchmark at full size, ninety minutes at most
	@$(BIN)/python -m bench --full

##@ Change
.PHONY: format
format: install ## Put the code into the house's form
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: pins
pins: ## Resolve requirements/*.txt anew from pyproject.toml (asks the package index)
	@PYTHON='$(PYTHON)' requirements/compile $(ARGS)

.PHONY: web-pins
web-pins: install ## Resolve the lock files of web/ anew from its package.json (asks the npm registry)
	@web/pins $(ARGS)

.PHONY: client
client: $(CLIENT)/.installed ## Generate the Python client anew from graphql/ (ARGS=--check compares)
	@$(CLIENT)/bin/python clients/python/codegen/generate.py $(ARGS)

# The generator needs another GraphQL library than the service: it lives apart.
$(CLIENT)/.installed: requirements/client.txt
	@echo 'Installing the generator of the client into $(CLIENT)'
	@$(PYTHON) -m venv --clear $(CLIENT)
	@$(CLIENT)/bin/python -m pip install --quiet --no-deps --require-hashes --requirement $<
	@$(CLIENT)/bin/python -m pip check --quiet
	@touch $@

.PHONY: wheel
wheel: web ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel --directory dist

##@ Tidy
.PHONY: clean
clean: ## Remove caches and build output
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	@rm -rf cdp/_web docs/examples/*/generated web/check/.browser web/check/.browser.new
	@rm -f .coverage .coverage.* coverage.xml
	@find cdp privacy tests bench migrations -type d -name __pycache__ -prune -exec rm -rf {} +

.PHONY: reset
reset: install ## Remove the embedded databases and keys of var/: their data is gone for good
	@$(BIN)/cdp db drop
	@rm -rf var
