# Xieshou 携手. `make run` starts the dashboard, `make test` proves it, `make help` lists the rest.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
# Test processes: what waits for a browser or a server leaves its core to another.
JOBS ?= 4

# DATABASE_URL, XIESHOU_* and CHROMIUM reach the commands through the environment, also when they
# are given as `make run DATABASE_URL=…`.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Running

.PHONY: run
run: install store ## Start the dashboard at http://HOST:PORT (127.0.0.1:8501)
	@exec $(PY) -m streamlit run dashboard.py --server.headless true \
		--server.address $(HOST) --server.port $(PORT)

.PHONY: install
install: $(VENV)/run.stamp ## Make the virtual environment and install what the dashboard needs

.PHONY: store
store: install ## Migrate the database and load reference and demo data (XIESHOU_DEMO=0: no demo)
	@$(PY) -m db migrate
	@$(PY) -m db load-reference
	@[ "$$XIESHOU_DEMO" = 0 ] || $(PY) -m db load-demo

## Proving

# What the system lacks comes over the network; meanwhile the checks keep a core busy.
.PHONY: test
test: ## Check everything, then run all tests on both databases and in a browser
	@$(MAKE) --jobs 2 system check
	@$(PY) -m pytest -n $(JOBS) --dist worksteal

.PHONY: test-fast
test-fast: install-dev ## Run all tests that need no browser, no LibreOffice and no nginx
	@$(PY) -m pytest -n $(JOBS) --dist worksteal --ignore tests/browser --ignore tests/deploy --ignore tests/export

.PHONY: soak
soak: install-dev system ## Run the long tests, which `make test` has in a short form
	@$(PY) -m pytest -m soak

.PHONY: check
check: lint types walls ## Run every check that runs no code: lint, types, walls

.PHONY: lint
lint: install-dev ## Check style and layout (ruff)
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check

.PHONY: types
types: install-dev ## Check types (mypy)
	@$(PY) -m mypy

.PHONY: walls
walls: install-dev ## Check which package imports which (import-linter)
	@$(VENV)/bin/lint-imports --no-logo

.PHONY: format
format: install-dev ## Lay out the code, and mend what ruff can mend
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

.PHONY: install-dev
install-dev: $(VENV)/dev.stamp ## Install what tests and checks need as well

.PHONY: browser
browser: ## Make sure of a Chromium and a Chinese font
	@scripts/system.sh browser

.PHONY: system
system: ## Make sure of Chromium, Chinese fonts, LibreOffice, nginx and Poppler for the tests
	@scripts/system.sh

## Measuring

ROWS ?= 1000000

.PHONY: bench
bench: install-dev browser ## Measure with ROWS=1000000 projects (LONG=1: twenty minutes of load)
	@$(PY) -m bench --rows $(ROWS) $(if $(LONG),--long)

.PHONY: bench-quick
bench-quick: install-dev browser ## Measure with 10,000 projects, in a minute
	@$(PY) -m bench --rows 10000 --quick

## Keeping

.PHONY: catalogues
catalogues: install ## Collect the texts of the interface and bring the translations up to date
	@$(VENV)/bin/pybabel -q extract --keyword=n_:1,2 --sort-by-file --no-location \
		--project Xieshou --output ui/locale/messages.pot charts db/terms.py ui pages
	@$(VENV)/bin/pybabel -q update --ignore-obsolete --ignore-pot-creation-date \
		--no-fuzzy-matching --input-file ui/locale/messages.pot --output-dir ui/locale

.PHONY: migration
migration: install ## Begin a migration: NAME=what_changes
	@[ -n "$(NAME)" ] || { echo >&2 'Give it a name: make migration NAME=what_changes'; exit 1; }
	@PYTHONPATH=. $(PY) scripts/migration.py "$(NAME)"

.PHONY: size
size: ## Count program lines by room; tests, migrations, texts and bench/ apart
	@$(PYTHON) scripts/size.py

.PHONY: pictures
pictures: install-dev browser ## Take the pictures of the README from the running dashboard
	@PYTHONPATH=. $(PY) scripts/pictures.py

.PHONY: requirements
requirements: install-dev ## Pin the newest versions that requirements*.in allow
	@$(COMPILE) --output-file requirements.txt requirements.in
	@$(COMPILE) --output-file requirements-dev.txt requirements-dev.in

.PHONY: clean
clean: ## Remove the virtual environment and caches, but no data
	@rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

## How

COMPILE := CUSTOM_COMPILE_COMMAND='make requirements' $(VENV)/bin/pip-compile --quiet --upgrade \
	--strip-extras --no-allow-unsafe --no-emit-options --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host

# A stamp is older than the requirements it was made from when they have changed since.
$(VENV)/run.stamp: requirements.txt $(PY)
	@echo 'Installing what the dashboard needs: a minute or two, this once …'
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@$(PIP) install --requirement requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo 'Installing what the tests need …'
	@$(PIP) install --requirement requirements-dev.txt
	@touch $@

$(PY):
	@command -v $(PYTHON) >/dev/null || { echo >&2 '$(NO_PYTHON)'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo >&2 '$(NO_PYTHON)'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo >&2 '$(NO_VENV)'; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

NO_PYTHON := Xieshou needs Python 3.11 or newer; "$(PYTHON)" is missing or older. \
	On Debian: sudo apt-get install python3 python3-venv. Another one: make run PYTHON=python3.12
NO_VENV := This Python cannot make a virtual environment. \
	On Debian: sudo apt-get install python3-venv
