# make edition   build the sample issue for press, proof and archive, and print where the files are
# make test      formatting, lint, types, import contracts, tests
# make checks    the same without the tests
# make docs      the documentation as a site in out/docs
# make nightly   what machines try for ten minutes: see CONTRIBUTING
# make package   the wheels and the source archive in dist/, installed alone and tried as README says
# make pythons   all tests by every other Python that is there
#
# Where there is no make: python make.py edition, python make.py test.

PYTHON ?= python3

.PHONY: edition test checks docs nightly package pythons clean

edition test checks docs nightly package pythons:
	$(PYTHON) make.py $@

clean:
	rm -rf .venv out dist
