# Everything runs from a checkout with Python 3.10 or newer and make. See CONTRIBUTING.md.

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench migrations-check messages clean install install-docs

# The first Python that is new enough; PYTHON=/path/to/python chooses one.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.10 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
PYTEST ?= $(BIN)/python -m pytest
# Test processes side by side, each with a database of its own; tests/conftest.py says what stays together.
WORKERS ?= 2
ARGS ?=

define run
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 || { \
		echo; echo "No Python 3.10 or newer was found$(if $(PYTHON), at $(PYTHON))."; \
		echo "Install one (python.org, or your system's packages) and run again,"; \
		echo "or name it: make $@ PYTHON=/path/to/python3.12"; echo; exit 1; }
	@$(PYTHON) -m demo_site.bootstrap $(1)
endef

help:  ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo:  ## Install, fill and serve the demonstration community (PORT=8000)
	$(call run,demo)

install:  ## Make .venv with everything the tests need
	$(call run,install-testing)

install-docs:  ## The same, and what builds the documentation
	$(call run,install-docs)

test: install  ## Run the whole suite (DATABASE_URL=, REDIS_URL=, CHROMIUM=, ARGS= are honoured)
	@mkdir -p var
	@rm -f var/test.sqlite3*
	CC_TEST_DB=$${CC_TEST_DB:-$(CURDIR)/var/test.sqlite3} $(PYTEST) --create-db -n $(WORKERS) --dist loadgroup $(ARGS)

lint: install migrations-check  ## Ruff, the import order, migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m tests.architecture.templates

migrations-check: install  ## Fail when a model has changed without a migration
	$(BIN)/python -m django makemigrations channel_community --check --dry-run \
		--settings tests.settings.default --pythonpath .

docs: install-docs  ## Build the documentation strictly into docs/_build/html
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

bench: install  ## Measure: queries, CPU, fan-out (DATABASE_URL= for PostgreSQL)
	$(BIN)/python -m benchmarks $(ARGS)

messages: install  ## Collect translatable words into channel_community/locale
	cd channel_community && ../$(BIN)/python -m django makemessages --all --no-obsolete --add-location file
	cd channel_community && ../$(BIN)/python -m django compilemessages

clean:  ## Remove what can be made again; the demonstration's data in demo_site/var stays
	rm -rf .venv .tox .pytest_cache .ruff_cache .import_linter_cache build dist docs/_build var *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
