# make edition: the sample issue for press, proof and archive.   make test: every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ISSUE := issue/2026-10-18
OUT := out/2026-10-18

.PHONY: edition test setup setup-test clean

edition: setup
	$(BIN)/presslayout build $(ISSUE) --for press -o $(OUT)
	$(BIN)/presslayout build $(ISSUE) --for proof -o $(OUT)/proof
	$(BIN)/presslayout build $(ISSUE) --for archive -o $(OUT)/archive
	@echo
	@echo "付印 press:    $(OUT)/press.pdf"
	@echo "校样 proof:    $(OUT)/proof/proof.pdf"
	@echo "存档 archive:  $(OUT)/archive/archive/"

test: setup-test
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q

setup: $(VENV)/.run
setup-test: $(VENV)/.test

$(VENV)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -e '.[test]'
	@touch $(VENV)/.run $@

clean:
	rm -rf $(VENV) out
