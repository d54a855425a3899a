# xtsviz: the commands for people and build machines. They need make and Python 3.11 or newer, and install everything else.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check --retries 10
NOTEBOOKS := $(wildcard notebooks/*.ipynb)

# A Python that is new enough and can make a virtual environment; `make PYTHON=/path/to/python` overrides.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$python"; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: help setup demo workshop test lint format bench bench-picture bench-growth fuzz properties snapshots pictures handout generated gallery monkey visitors class lowest newest binder-lock binder-replay clean

help: ## list all commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.test $(VENV)/.lint ## create the environment for development, and run nothing

demo: $(VENV)/.app ## open the explorer in the browser, with the acquisition example
	$(BIN)/xtsviz explore --example

workshop: $(VENV)/.app ## open the exercises in the browser, as a page of their own
	$(BIN)/xtsviz practice

test: $(VENV)/.test ## run all tests: unit, properties, browser, notebooks (TESTS=... runs some)
ifdef TESTS
	@chromium="$$($(BIN)/python tools/browser.py)" && \
	XTSVIZ_CHROMIUM="$$chromium" $(BIN)/python -m pytest $(TESTS)
else
	$(BIN)/python -m pytest -n 2 --dist worksteal tests/unit tests/properties tests/fuzz
	@chromium="$$($(BIN)/python tools/browser.py)" && \
	XTSVIZ_CHROMIUM="$$chromium" $(BIN)/python -m pytest -n 2 --dist loadfile tests/browser
endif

lint: $(VENV)/.lint ## check style, types, direction of imports, and that notebooks have no outputs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(if $(NOTEBOOKS),$(BIN)/nbstripout --verify $(NOTEBOOKS))

format: $(VENV)/.lint ## format code and notebooks
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(if $(NOTEBOOKS),$(BIN)/nbstripout $(NOTEBOOKS))

bench: $(VENV)/.test ## print the speed: import, first drawing, one arrow toggled
	@chromium="$$($(BIN)/python tools/browser.py)" && \
	XTSVIZ_CHROMIUM="$$chromium" $(BIN)/python -m pytest -s tests/bench

bench-picture: $(VENV)/.test ## measure what can be read from the last row: sizes of texts, room, labels, arrows, in a real browser
	@chromium="$$($(BIN)/python tools/browser.py)" && \
	XTSVIZ_CHROMIUM="$$chromium" $(BIN)/python -m pytest -s tests/bench/picture_figures.py

bench-growth: $(VENV)/.test ## measure that twice the input costs at most 2.3 times the time and memory (CASES="words of names")
	$(BIN)/python -m tests.bench.bench_growth $(CASES)

fuzz: $(VENV)/.test ## test every input with odd data for ten minutes (MINUTES=10, TESTS=... runs some); DESIGNS=2000: compare that many random designs with the brute force in tests
ifdef DESIGNS
	XTSVIZ_FUZZ=$(DESIGNS) $(BIN)/python -m pytest tests/properties
else
	$(BIN)/python -m pytest -p tests.fuzz.budget --minutes $(or $(MINUTES),10) $(or $(TESTS),tests/fuzz $(wildcard tests/properties/test_*_machine.py))
endif

snapshots: $(VENV)/.test ## write the snapshots of HTML and SVG again; look at git diff afterwards
	$(BIN)/python -m pytest -q tests/unit/view --snapshot-update

properties: $(VENV)/.test ## run the property tests with five times the examples of `make test`, and with every pair of table engines
	XTSVIZ_THOROUGH=1 $(BIN)/python -m pytest -n 2 --dist worksteal tests/properties

pictures: $(VENV)/.test ## make the README's picture and animation again, from the program in a real browser
	$(BIN)/python tools/pictures.py

handout: $(VENV)/.app ## write the exercises as printable pages, and a copy with answers, into build/
	@mkdir -p build
	$(BIN)/python -c 'from xtsviz import training; training.handout("build/handout.html"); \
	training.handout("build/handout-answers.html", answers=True)'
	@echo "Wrote build/handout.html and build/handout-answers.html: open them in a browser and print."

generated: $(VENV)/.app ## count for each topic how many seeds give a good exercise, at once and after going on (SEEDS=4096)
	@$(BIN)/python tools/generated.py $(or $(SEEDS),4096)

gallery: $(VENV)/.test ## take a picture of everything that the explorer shows, in light and dark, into tests/browser/gallery
	$(BIN)/python tools/gallery.py

monkey: $(VENV)/.test ## run 300 random actions in the explorer on a real page (ACTIONS=300 SEED=1)
	@chromium="$$($(BIN)/python tools/browser.py)" && \
	XTSVIZ_CHROMIUM="$$chromium" XTSVIZ_MONKEY=$(or $(ACTIONS),300) XTSVIZ_MONKEY_SEED=$(or $(SEED),1) \
	$(BIN)/python -m pytest -s tests/browser/test_monkey.py

visitors: $(VENV)/.test ## measure kernels and memory of `xtsviz explore` while visitors come, reload and leave (VISITORS=10 RELOADS=20)
	@chromium="$$($(BIN)/python tools/browser.py)" && \
	XTSVIZ_CHROMIUM="$$chromium" XTSVIZ_VISITORS=$(or $(VISITORS),10) XTSVIZ_RELOADS=$(or $(RELOADS),20) \
	$(BIN)/python -m pytest -s tests/browser/test_visitors.py -k memory

class: $(VENV)/.test ## let a class of 40 use `xtsviz explore` over real websockets; prints what they wait, and memory (VISITORS=40 KIND=explore)
	$(BIN)/python -m tests.bench.class_load $(or $(VISITORS),40) --kind $(or $(KIND),explore)

lowest: .venv-uv/bin/uv ## run unit and property tests with the lowest versions that pyproject.toml allows, including Python (TESTS=...)
	$(call tested_with,.venv-lowest,lowest-direct,--python 3.11)

newest: .venv-uv/bin/uv ## run unit and property tests with the newest versions, in a separate environment (TESTS=...)
	$(call tested_with,.venv-newest,highest,--python "$(PYTHON)")

# Makes the environment $(1) anew with versions as $(2) says and runs the tests there. `lowest-direct` leaves what our
# libraries themselves need at its newest: their own lower bounds are not ours to prove.
define tested_with
	@echo "Making the environment in $(1) ..."
	@.venv-uv/bin/uv venv -q --clear $(3) $(1)
	@.venv-uv/bin/uv pip install -q --python $(1) --resolution $(2) -e ".[all]" --group test
	@.venv-uv/bin/uv pip list -q --python $(1)
	$(1)/bin/python -m pytest -n 2 --dist worksteal $(or $(TESTS),tests/unit tests/properties)
endef

.venv-uv/bin/uv: | $(VENV)/.python
	@$(BIN)/python -m venv .venv-uv
	@.venv-uv/bin/python -m pip install -q --disable-pip-version-check --retries 10 uv

binder-lock: ## pin binder/requirements.txt again (needs Python 3.12: PYTHON312=...)
	tools/binder-lock.sh

binder-replay: $(VENV)/.test ## build binder/ as mybinder.org does, and try it (needs Python 3.12: PYTHON312=...)
	@$(PIP) --group binder
	@chromium="$$($(BIN)/python tools/browser.py)" && \
	XTSVIZ_CHROMIUM="$$chromium" $(BIN)/python tools/binder_replay.py

clean: ## remove the environment and all caches
	rm -rf $(VENV) .venv-binder .venv-lowest .venv-newest .venv-uv build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache

# The environment, in three steps, each redone when pyproject.toml changes.
$(VENV)/.python:
	@"$(PYTHON)" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "xtsviz needs Python 3.11 or newer with venv (Debian, Ubuntu: apt-get install python3 python3-venv);" \
	"if it is not on the PATH: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making the environment in $(VENV) with $(PYTHON) ..."
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(PIP) --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.app: pyproject.toml $(VENV)/.python
	@echo "Installing xtsviz and its libraries ..."
	@$(PIP) -e ".[all]"
	@touch $@

$(VENV)/.test: pyproject.toml $(VENV)/.app
	@echo "Installing what the tests need ..."
	@$(PIP) --group test
	@touch $@

$(VENV)/.lint: pyproject.toml $(VENV)/.app
	@echo "Installing what the checks need ..."
	@$(PIP) --group lint
	@touch $@
