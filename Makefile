# One command each: run, test, check, bench, faults, intake, screenshots, clean.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench faults intake screenshots clean

run: $(VENV)/run.stamp
	$(BIN)/python -m streamlit run dashboard.py

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n 3 --no-loadscope-reorder

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench

faults: $(VENV)/dev.stamp
	$(BIN)/python -m tests.faults

intake: $(VENV)/dev.stamp
	$(BIN)/python -m tests.pollution --mutations 20000

screenshots: $(VENV)/dev.stamp
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp
