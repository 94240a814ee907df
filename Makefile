# make edition   build the sample issue for press, proof and archive, and print where the files are
# make test      formatting, lint, types, import contracts, tests
# make checks    the same without the tests

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ISSUE  := issue/2026-10-18
OUT    := out/2026-10-18/issue
# A test waits for a browser or another process now and then: one worker more than there are processors.
SHARED = -n $$(($$($(BIN)/python -c "import os; print(len(os.sched_getaffinity(0)))") + 1)) --dist worksteal

.PHONY: edition test checks clean

edition: $(VENV)/installed
	$(BIN)/presslayout build $(ISSUE) --for press -o $(OUT)
	$(BIN)/presslayout build $(ISSUE) --for proof -o $(OUT)
	$(BIN)/presslayout build $(ISSUE) --for archive -o $(OUT)
	@echo
	@echo "$(OUT):"
	@for file in press.pdf proof.pdf archive edition.json report.json; do echo "  $(OUT)/$$file"; done

# The checks run beside the tests, which wait for other processes now and then; what they say comes last.
test: $(VENV)/installed-test
	@$(BIN)/python -m compileall -q src
	@$(MAKE) --no-print-directory checks > $(VENV)/checks.txt 2>&1 & \
	$(BIN)/python -m pytest -q $(SHARED); tests=$$?; \
	wait $$!; checks=$$?; cat $(VENV)/checks.txt; \
	exit $$((tests || checks))

checks: $(VENV)/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) out dist build

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

# What is never imported need not be compiled: the half of an installation.
$(VENV)/installed-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -e '.[test]'
	touch $@ $(VENV)/installed
