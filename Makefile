# Everything Driehoek needs, by name. `make demo` is a good first one.
PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python
DRIEHOEK := .venv/bin/driehoek

.PHONY: setup demo run test check fix bench docs lock messages

setup: ; @sh tools/setup.sh

demo: setup ; @exec $(DRIEHOEK) demo --port $(PORT) $(ARGS)

run: setup ; @exec $(DRIEHOEK) serve --port $(PORT) $(ARGS)

test: setup ; @exec $(PYTHON) tools/test.py $(ARGS)

check: setup ; @exec $(PYTHON) tools/check.py $(ARGS)

fix: setup
	@$(PYTHON) -m ruff check --fix --quiet .
	@$(PYTHON) -m ruff format --quiet .

bench: setup ; @exec $(PYTHON) tools/bench.py $(ARGS)

docs: setup ; @exec $(PYTHON) tools/docs.py $(ARGS)

lock: setup ; @sh tools/lock.sh $(ARGS)

messages: setup ; @exec $(PYTHON) tools/messages.py $(ARGS)
