# Everything a fresh machine with Python 3.11 and make needs: `make demo` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
TRAIN := models/.venv
SHELL := /bin/bash

.PHONY: demo serve test check lock bench model heads thresholds evaluate screenshots load clean

# The environment is made anew when the lock changes.
$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV) 2>/dev/null || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: $(VENV)/.ready
	$(BIN)/coach score samples/* --format html --out out/demo

# The web page, on SQLite in your data folder; SERVE='--port 9000' and the like go to it.
serve: $(VENV)/.ready
	$(BIN)/coach serve $(SERVE)

test: $(VENV)/.ready check
	$(BIN)/python -m pytest -n 2 --dist loadfile
	tests/on_postgres.sh $(BIN)/python

check: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	uv pip compile pyproject.toml --group dev --extra postgres --extra parquet --extra dask --extra s3 --generate-hashes --no-emit-index-url --python-version 3.11 --no-header -q -o requirements.lock

# Training needs torch (its CPU build is enough) and is apart from everything else.
$(TRAIN)/.ready: models/requirements.txt
	$(PYTHON) -m venv $(TRAIN) 2>/dev/null || python3 -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r models/requirements.txt
	touch $@

TRAINING := cd models && PYTHONPATH=..:. .venv/bin/python -m scripts.train

model: $(TRAIN)/.ready
	$(TRAINING)

# Everything after the encoder, which stays as it is: for corrected labels, new calls, new thresholds.
heads: $(TRAIN)/.ready
	$(TRAINING) --heads

# What validation calls decide, the networks stay as they are: for corrected labels of theirs. Two minutes.
thresholds: $(TRAIN)/.ready
	$(TRAINING) --thresholds

evaluate: $(VENV)/.ready
	cd models && PYTHONPATH=..:. ../$(BIN)/python -m scripts.evaluate
	cd models && PYTHONPATH=..:. ../$(BIN)/python -m scripts.tables

# What coach is compared with, for the bench alone and so apart from the environment.
.bench/.ready: models/bench-requirements.txt | $(VENV)/.ready
	rm -rf .bench
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target .bench -r $<
	touch $@

# Ratios, not tests: what a machine needs depends on the machine. `make bench BENCH=--quick` for a look.
bench: $(VENV)/.ready .bench/.ready
	PYTHONPATH=tests $(BIN)/python -m bench $(BENCH)

# Pictures of every page for web/docs, and how fast the pages are with a thousand calls: neither is a test.
screenshots: $(VENV)/.ready
	PYTHONPATH=tests:tests/web $(BIN)/python tests/web/screenshots.py

load: $(VENV)/.ready
	PYTHONPATH=tests:tests/web $(BIN)/python tests/web/load.py $(LOAD)

clean:
	rm -rf $(VENV) $(TRAIN) .bench out
