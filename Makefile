# Everything a newcomer types. `make demo` and `make test` need nothing but Python >= 3.11 (with venv and pip) and make.
# With a C compiler they score with the kernel, else with numpy.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
LABELS := $(wildcard labels/*.csv) labels/codebook.toml
KERNEL := $(wildcard pipeline/tristance/model/kernel/*.[ch])
EXAMPLE := examples/article.txt

.PHONY: help demo test lint format default-model bench soak lock clean
.DEFAULT_GOAL := help

help:  ## Show the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Packages are installed anew only when the lock has changed.
$(VENV)/.required: requirements.lock
	@test -n "$(PYTHON)" || { echo 'error: no Python 3.11 or newer was found; install one, or: make PYTHON=/path/to/python'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

# The package itself, and with it the kernel built again, when its metadata or the C have changed.
$(VENV)/.installed: $(VENV)/.required pyproject.toml setup.py $(KERNEL)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Trained and scored anew only when the labels have changed.
models/demo/card.json: $(VENV)/.installed $(LABELS)
	$(BIN)/tristance train --labels labels --name demo --no-evaluate

models/demo/evaluation.txt: models/demo/card.json
	$(BIN)/tristance evaluate --labels labels > $@.new
	@mv $@.new $@

demo: models/demo/evaluation.txt  ## Set up, train on labels/, evaluate, and classify an example article.
	@echo && echo '$$ tristance evaluate --labels labels' && cat models/demo/evaluation.txt
	@echo && echo '$$ tristance classify $(EXAMPLE) --model demo' && $(BIN)/tristance classify $(EXAMPLE) --model demo

test: $(VENV)/.installed  ## Run the tests.
	$(BIN)/python -m pytest

lint: $(VENV)/.installed  ## Check style and types.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.installed  ## Format the code.
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

default-model: $(VENV)/.installed  ## Train the bundled model again from labels/.
	$(BIN)/tristance train --labels labels --models models --name default

# A peer that does not install is left out of the tables, which say so.
bench: $(VENV)/.installed  ## Time all beside its peers (half an hour); CHECK=1: only see that no ratio fell.
	-grep -v '^#' benchmarks/requirements.txt | xargs -n 1 $(BIN)/python -m pip install --quiet --disable-pip-version-check
	$(BIN)/python benchmarks/bench.py $(if $(CHECK),--check)

soak: $(VENV)/.installed  ## The property tests a hundred times as long, sessions killed again and again, sanitizers and fuzzers.
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -m 'property or soak'

clean:  ## Remove the environment and what was built.
	rm -rf $(VENV) build dist wheelhouse models/demo *.egg-info pipeline/*.egg-info pipeline/tristance/model/_kernel*.so pipeline/tristance/model/_kernel*.pyd
