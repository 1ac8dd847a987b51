# Everything a clone needs: Python 3.11 or newer, and make.

PYTHON ?= python3
BIN := .venv/bin

# Compiled modules are kept whatever the environment says: every process of a test run would compile them anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run site test bench sheet golden clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /make \1	/' | expand -t 16

run: .venv/run.stamp  ## set up and start the app; it prints its address (ARGS="--server.port 9000" and the like)
	@$(BIN)/streamlit run app.py $(ARGS)

site: .venv/dev.stamp  ## build the static site, or what has changed of it, in site/ (ARGS="--address https://... --live https://...")
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m lossviz site site $(ARGS)

test: .venv/dev.stamp  ## set up what tests need, a Chromium too, and run them all: linter, types, unit, app and browser tests
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/ruff check .
	@$(BIN)/mypy lossviz
	@$(BIN)/python -m pytest --ignore=tests/browser -n 3 --dist worksteal $(ARGS)
	@$(BIN)/python -m pytest tests/browser -n 3 --dist worksteal $(ARGS)

bench: .venv/dev.stamp  ## measure what the design promises; prints a table
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m benchmarks $(ARGS)

sheet: .venv/dev.stamp  ## pictures of every loss's first view, wide and on a phone, in sheet/ (ARGS="sheet figure=landscape")
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.browser.sheet $(ARGS)

golden: .venv-oracle/oracle.stamp  ## write tests/golden anew with the real libraries, about 2 GB in .venv-oracle (ARGS="huber" for one loss)
	@.venv-oracle/bin/python tests/golden/write.py $(ARGS)
	@.venv-oracle/bin/python tests/golden/write_defaults.py $(ARGS)
	@.venv-oracle/bin/python tests/golden/write_traps.py
	@.venv-oracle/bin/python tests/golden/write_optimisers.py
	@.venv-oracle/bin/python tests/golden/write_combinations.py
	@.venv-oracle/bin/python tests/golden/write_fits.py
	@.venv-oracle/bin/python tests/golden/write_classify.py
	@.venv-oracle/bin/python tests/golden/write_networks.py
	@.venv-oracle/bin/python tests/golden/write_precision.py

clean:  ## remove the environments
	@rm -rf .venv .venv-oracle

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "lossviz needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | tail -n 1). Name another: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' lacks the module venv. On Debian and Ubuntu: apt-get install python3-venv. Or name another: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv ..."
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo "Installing what the app needs ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements.txt | .venv/bin/python
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# torch: the build without CUDA is the one of this version; a newer one brings several GB more. torchvision without what
# it depends on, for it asks for a torch of its own; of it only losses written in Python are run.
.venv-oracle/oracle.stamp: Makefile
	@echo "Setting up .venv-oracle ..."
	@$(PYTHON) -m venv .venv-oracle
	@.venv-oracle/bin/python -m pip install -qq --disable-pip-version-check torch==2.13.0
	@.venv-oracle/bin/python -m pip install -qq --disable-pip-version-check numpy keras jax optax scikit-learn mpmath monai pillow
	@.venv-oracle/bin/python -m pip install -qq --disable-pip-version-check --no-deps torchvision
	@touch $@
