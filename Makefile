# xtsviz: everything a person or a build machine runs. Needs make and Python 3.11 or newer; the rest it brings itself.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check --retries 10
NOTEBOOKS := $(wildcard notebooks/*.ipynb)

# A Python that is new enough and can make a virtual environment; `make PYTHON=/path/to/python` overrides.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$python"; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format bench fuzz pictures handout binder-lock binder-replay clean
