# Every target may be repeated and is quick the second time. `make help` lists them.

PORT ?= 8000
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint format check lock clean screening
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# Enough of an environment for production's settings to start; nothing of it is contacted.
SAMPLE_PRODUCTION := DJANGO_SETTINGS_MODULE=config.settings.production \
	SECRET_KEY=a-sample-for-the-check-only-0123456789-abcdefghijklmnopqrstuvwxyz \
	ALLOWED_HOSTS=rounds.example SITE_ADDRESS=https://rounds.example \
	DATABASE_URL=postgres://rounds@db.example/rounds \
	CELERY_BROKER_URL=redis://broker.example/0 CACHE_URL=redis://broker.example/1 \
	EMAIL_URL=submission://rounds:sample@mail.example:587

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 - /p' Makefile | awk -F' - ' '{ printf "%-16s%s\n", $$1, $$2 }'

run: .venv/installed ## the whole site at http://localhost:8000 with demo content (PORT= changes it)
	@PORT=$(PORT) exec $(BIN)/python -m config.run

test: .venv/installed-dev ## every test, with what they need (ARGS= goes to pytest)
	@exec $(BIN)/python -m tests.provision $(ARGS)

lint: .venv/installed-dev ## style, imports, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	find templates */templates -name '*.html' 2>/dev/null | xargs $(BIN)/djade --check

format: .venv/installed-dev ## rewrite code and templates in the style that `make lint` asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find templates */templates -name '*.html' 2>/dev/null | xargs $(BIN)/djade || test $$? = 123

check: lint ## lint, types, missing migrations, Django's deployment checks
	$(BIN)/mypy
	DJANGO_SETTINGS_MODULE=config.settings.test DATABASE_URL=sqlite://:memory: \
		$(BIN)/python manage.py makemigrations --check --dry-run
	$(SAMPLE_PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

screening: .venv/installed ## what screening finds and where it cries wolf, by kind (ARGS=--misses lists them)
	@PYTHONPATH=. $(BIN)/python bench/screening.py $(ARGS)

lock: ## write both requirements files anew from pyproject.toml (needs uv)
	@mkdir -p .make
	printf 'django<5.3\n' > .make/constraints.txt
	uv pip compile pyproject.toml --constraint .make/constraints.txt $(LOCK) -o requirements.txt
	uv pip compile pyproject.toml --group dev --constraint requirements.txt $(LOCK) \
		-o requirements-dev.txt

LOCK := --quiet --universal --python-version 3.11 --no-python-downloads --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

clean: ## remove what these commands have made, the demo database included
	rm -rf .venv .make var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps live in the virtual environment: gone with it, never older than it.
.venv/made:
	@set -e; chosen="$(PYTHON)"; \
	if test -z "$$chosen"; then \
		for candidate in python3.11 python3.12 python3.13 python3.14 python3; do \
			if $$candidate $(NEW_ENOUGH) 2>/dev/null; then chosen=$$candidate; break; fi; \
		done; \
	fi; \
	if test -z "$$chosen" || ! $$chosen $(NEW_ENOUGH); then \
		echo "Open Rounds needs Python 3.11 or newer. Install it, or name it with PYTHON=." >&2; \
		exit 1; \
	fi; \
	if ! $$chosen -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$chosen cannot make virtual environments. On Debian: apt-get install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "Making the virtual environment .venv with $$($$chosen --version)."; \
	$$chosen -m venv --clear .venv
	@touch $@

.venv/installed: requirements.txt .venv/made
	@echo "Installing the locked dependencies of requirements.txt."
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing the locked test dependencies of requirements-dev.txt."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
