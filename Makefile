# Everything Driehoek needs, by name. `make demo` is a good first one.
PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python
DRIEHOEK := .venv/bin/driehoek

.PHONY: packages setup demo run test check fix bench docs lock messages

setup: ; @sh tools/setup.sh

packages: ; @sh tools/setup.sh packages

demo: setup ; @exec $(DRIEHOEK) demo --port $(PORT) $(if $(HOST),--host $(HOST)) $(ARGS)

run: setup ; @exec $(DRIEHOEK) serve --port $(PORT) $(ARGS)

test: packages ; @exec $(PYTHON) tools/test.py $(ARGS)

check: packages ; @exec $(PYTHON) tools/check.py $(ARGS)

fix: packages
	@$(PYTHON) -m ruff check --fix --quiet .
	@$(PYTHON) -m ruff format --quiet .

bench: setup ; @exec $(PYTHON) tools/bench.py $(ARGS)

docs: packages ; @exec $(PYTHON) tools/docs.py $(ARGS)

lock: packages ; @sh tools/lock.sh $(ARGS)

messages: packages ; @exec $(PYTHON) tools/messages.py $(ARGS)
