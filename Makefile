# make edition   build the sample issue for press, proof and archive, and print where the files are
# make test      formatting, lint, types, import contracts, tests
# make checks    the same without the tests
#
# Where there is no make: python make.py edition, python make.py test.

PYTHON ?= python3

.PHONY: edition test checks clean

edition test checks:
	$(PYTHON) make.py $@

clean:
	rm -rf .venv out
