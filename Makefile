# Two targets do everything: `make chat` sets up and opens the chat, `make test` sets up and passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# an environment that keeps no bytecode has every process compile three thousand modules, which takes eight seconds
unexport PYTHONDONTWRITEBYTECODE

.PHONY: chat test ingest eval bench fuzz thorough screenshots lint types check suite pages audit clean help
.DEFAULT_GOAL := help

help: ## Say what each target does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV): this takes a few minutes the first time."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Shortfall needs Python 3.11 to 3.13; run 'make clean' and 'make PYTHON=python3.12 ...'." >&2; exit 1; }
	@echo "  installing the packages pinned in constraints.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt --editable '.[test]'
	@touch $(READY)
	@echo "  done"

chat: $(READY) ## Set up, index the corpus and open the chat in the browser
	@$(BIN)/shortfall ingest
	@$(BIN)/streamlit run app.py

ingest: $(READY) ## Build the search index from the corpus
	@$(BIN)/shortfall ingest

# two things at once, each with its output in one piece
PAIRED := $(MAKE) --no-print-directory --jobs 2 --output-sync=target

test: $(READY) ## Set up and run every check: lint, types, corpus, tests
	@$(PAIRED) types lint check ingest
	@$(PAIRED) suite pages

lint: $(READY) ## Check style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

check: $(READY)
	@$(BIN)/shortfall corpus check

# What looks at the page in a real browser shares a server and a browser; Streamlit's test harness keeps state in its process.
# So both have processes of their own, which run beside the rest.
DRAWS := $(shell grep -l AppTest tests/ui/test_*.py)
LOOKS := $(filter-out $(DRAWS),$(shell grep -lE 'needs_browser|chat_server|visiting' tests/ui/test_*.py))
# One thread a process: two processes are busy already, and more threads would wait for one another.
PYTEST := OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q -m "not thorough"

suite: $(READY)
	@$(PYTEST) -n 2 --dist loadgroup --no-loadscope-reorder bot evals ingest tests $(addprefix --ignore=,$(DRAWS) $(LOOKS))

pages: $(READY)
	@# 5: all of it is left out where there is no browser
	@$(PYTEST) $(LOOKS) || test $$? -eq 5
	@$(PYTEST) $(DRAWS)

eval: $(READY) ## Ask every question of evals/, judge the answers and compare ways of searching
	@$(BIN)/shortfall ingest
	@$(BIN)/shortfall eval check
	@$(BIN)/shortfall eval; answers=$$?; $(BIN)/shortfall eval retrieval && exit $$answers

bench: $(READY) ## Measure speed and memory beside a stock retrieval
	@bash scripts/install.sh chromium
	@$(BIN)/shortfall ingest
	@$(BIN)/python -m bench

fuzz: $(READY) ## Ask 20,000 random and mutated turns, some 25 minutes: each must get an answer or a clear refusal
	@$(BIN)/shortfall ingest
	@$(BIN)/python -m bench.fuzz

thorough: $(READY) ## Run the rest of what `make test` samples: every width and theme, every labelled draft, replicas, kills
	@bash scripts/install.sh chromium postgres nginx
	@$(BIN)/shortfall ingest
	@$(BIN)/python -m pytest -q -m thorough tests $(addprefix --ignore=,$(DRAWS) $(LOOKS))
	@$(BIN)/python -m pytest -q -m thorough $(LOOKS)
	@$(BIN)/python -m pytest -q -m thorough $(DRAWS) || test $$? -eq 5

audit: $(READY) ## Look for faults of security in the code, and in the packages where their database can be reached
	@bash scripts/audit.sh

screenshots: $(READY) ## Take the README's pictures of the page again
	@bash scripts/install.sh chromium
	@$(BIN)/shortfall ingest
	@$(BIN)/python -m tests.ui.screenshots

clean: ## Remove the environment, the index and what the tools leave behind
	@rm -rf $(VENV) index build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
