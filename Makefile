# `make help` lists the targets. Each one makes .venv from the committed lock first, with plain pip.
PYTHON ?= python3
UV ?= uv
ARTICLE ?= corpora/articles/russell_rotation.md
PUBLISHED ?= 2026-01-26
ARTICLES ?= 2000

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The libraries that make bench compares with need older versions of what uratori needs.
RIVALS := .venv-bench
RIVALS_STAMP := $(RIVALS)/.installed
LOCKS := requirements-build.lock requirements-dev.lock
# The project's own build backend, and what builds a dependency that has no wheel.
BUILD_TOOLS := hatchling setuptools wheel
INSTALL := $(BIN)/python -m pip --disable-pip-version-check -qq install
INSTALL_RIVALS := $(RIVALS)/bin/python -m pip --disable-pip-version-check -qq install
COMPILE := $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" --output-file

.DEFAULT_GOAL := help
.PHONY: help demo test lint evaluate manifest bench bench-batch model ablation rivals format lists lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

demo: $(STAMP) ## check the demo article, with no network
	@$(BIN)/uratori check $(ARTICLE) --published $(PUBLISHED) --offline --fail-on never --format text

test: $(STAMP) ## run every test
	@$(BIN)/python -m pytest

lint: $(STAMP) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

evaluate: $(STAMP) ## precision, recall and F1 against the gold corpora
	@$(BIN)/uratori evaluate

manifest: $(STAMP) ## pin the gold corpora as they are now, by digest
	@$(BIN)/uratori evaluate --write-manifest

bench: $(STAMP) ## speed and memory, as ratios measured in one run
	@$(BIN)/python -m benchmarks.bench

bench-batch: $(STAMP) ## speed and memory of many articles; ARTICLES=200000 for so many
	@$(BIN)/python -m benchmarks.batch --articles $(ARTICLES)

model: $(STAMP) ## train the learned scorer on one core
	@$(BIN)/python -c 'import onnxruntime, safetensors, torch, transformers' 2>/dev/null || { \
		echo "this needs an extra: $(BIN)/python -m pip install -e '.[models]'" >&2; exit 1; }
	@$(BIN)/python -m models.train

ablation: $(STAMP) ## rules, model, both and n-grams on gold that training never saw
	@$(BIN)/python -c 'import onnxruntime' 2>/dev/null || { \
		echo "this needs an extra: $(BIN)/python -m pip install -e '.[onnx]'" >&2; exit 1; }
	@$(BIN)/python -m models.ablation

rivals: $(RIVALS_STAMP) ## install the libraries that make bench compares with

format: $(STAMP) ## lay the code out and mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lists: $(STAMP) ## make the tables of listed companies again, and the index of all names
	@$(BIN)/python -c "from pathlib import Path; from uratori.mentions import aliases, edinet; \
		folder = Path('nlp/uratori/lexicon'); \
		edinet.write_tables(*edinet.shipped_lists(), folder); aliases.write_heads(folder)"

lock: ## resolve the dependencies again (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(COMPILE) requirements.lock pyproject.toml
	printf '%s\n' $(BUILD_TOOLS) | $(COMPILE) requirements-build.lock -
	$(COMPILE) requirements-dev.lock pyproject.toml --extra dev --extra all \
		--constraint requirements.lock --constraint requirements-build.lock
	$(COMPILE) requirements-bench.lock pyproject.toml --extra bench \
		--constraint requirements-build.lock

clean: ## remove .venv, builds and caches
	rm -rf $(VENV) $(RIVALS) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find nlp tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): $(LOCKS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "uratori needs Python 3.11 or later; $(PYTHON) is: $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name another one: make $(or $(MAKECMDGOALS),test) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks venv: install your system's package for it (Debian: python3-venv)." >&2; exit 1; }
	@echo "Installing the locked dependencies into $(VENV) (a few minutes the first time) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes --requirement requirements-build.lock
	@$(INSTALL) --require-hashes --no-build-isolation --use-pep517 --requirement requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(RIVALS_STAMP): requirements-bench.lock | $(STAMP)
	@echo "Installing the libraries to compare with into $(RIVALS) (nearly 1 GB) ..."
	@$(BIN)/python -m venv --clear $(RIVALS)
	@$(INSTALL_RIVALS) --require-hashes --requirement requirements-build.lock
	@$(INSTALL_RIVALS) --require-hashes --no-build-isolation --use-pep517 \
		--requirement requirements-bench.lock
	@touch $@
