# One virtual environment for everything: `make run` fills it with what the bot needs, the
# other targets add the tools. Stamps in it make a second call instant.

.DEFAULT_GOAL := help
.NOTPARALLEL:

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(or $(shell for python in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done),python3)
UV ?= uv

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
EDITABLE := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: help run test coverage attack lint bench schema picture package lock clean

help: ## list the targets
	@awk -F ': .*## ' '/^[a-z]+: .*## / { printf "make %-10s%s\n", $$1, $$2 }' Makefile

run: .venv/run ## start the bot; without TELEGRAM_BOT_TOKEN, talk to it here
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ]; then exec $(BIN)/rolewise serve; else exec $(BIN)/rolewise chat; fi

test: .venv/dev ## run the tests, several at a time
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

coverage: .venv/dev ## run the tests one after another and report which lines they cover
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage report

attack: .venv/dev ## run the tests of the defences listed in SECURITY.md
	@ATTACK=1 $(BIN)/python -m pytest $$(grep -o '`tests/[^`]*`' SECURITY.md | tr -d '`' | sort -u)

lint: .venv/dev ## check format, style, types, direction of imports and the knowledge
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/rolewise check

bench: .venv/run ## measure speed, start-up and memory
	@$(BIN)/rolewise bench

schema: .venv/run ## write the JSON Schemas of the knowledge files, for editors
	@$(BIN)/rolewise schema

picture: .venv/run ## redraw the conversation in the README
	@$(BIN)/python -m bot.build.picture README.md docs/talk.svg

package: .venv/run ## build the wheel and try it in an empty environment
	@rm -rf dist
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .
	@$(BIN)/python -m venv dist/empty
	@dist/empty/bin/python -m pip --quiet --disable-pip-version-check install dist/*.whl
	@cd dist/empty && bin/rolewise --help >help.txt && bin/rolewise ask "MLE vs MLSE tools?"

LOCK = $(UV) pip compile --quiet pyproject.toml --universal --generate-hashes --extra redis --extra pictures \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" $(LOCKFLAGS)

lock: ## pin all dependencies again (needs uv; LOCKFLAGS=--upgrade takes newer ones)
	$(LOCK) --group build --output-file requirements.txt
	$(LOCK) --extra train --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove everything that make has created
	rm -rf .venv dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/pip:
	@$(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || \
		{ echo "Rolewise needs Python 3.11 or newer. Name yours: PYTHON=python3.12 make $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run: requirements.txt pyproject.toml | $(BIN)/pip
	@echo "Installing into .venv ..." >&2
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(EDITABLE)
	@touch $@

# The tools' list holds the bot's too, so one installation serves both stamps.
.venv/dev: requirements-dev.txt requirements.txt pyproject.toml | $(BIN)/pip
	@echo "Installing into .venv, with the tools ..." >&2
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@$(EDITABLE)
	@touch .venv/run $@
