# make run    set up, then read raw/ into processed/ and print what was found
# make test   set up, then run the tests (fast ones); make test-all runs the slow ones too
# make check  format, lint, types, import contracts
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
JOBS   ?= 2

export PIP_PROGRESS_BAR ?= off
export OMP_NUM_THREADS ?= 2

.PHONY: run test test-all check models clean
.DELETE_ON_ERROR:

run: $(VENV)/.run
	$(BIN)/herald run

test: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow"

test-all: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS)

check: $(VENV)/.check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

models: $(VENV)/.run
	$(BIN)/herald models

$(VENV)/.venv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	touch $@

$(VENV)/.run: $(VENV)/.venv pyproject.toml constraints.txt
	@echo "Setting up: this takes some minutes the first time."
	$(PIP) -e .
	touch $@

$(VENV)/.test: $(VENV)/.run
	$(PIP) -e '.[test]'
	touch $@

$(VENV)/.check: $(VENV)/.test
	$(PIP) -e '.[test,check]'
	touch $@

clean:
	rm -rf $(VENV) processed models/??/ .pytest_cache .mypy_cache .ruff_cache
