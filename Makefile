# Two targets do everything: `make chat` sets up and opens the chat, `make test` sets up and passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: chat test ingest eval bench thorough screenshots lint types check unit audit clean help
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

test: $(READY) lint types check unit ## Set up and run every check: lint, types, corpus, tests

lint: $(READY) ## Check style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

check: $(READY)
	@$(BIN)/shortfall corpus check

# Streamlit's test harness keeps state in its process: what draws the page there gets a process for each file. What looks at
# it in a real browser shares a server and a browser.
DRAWS := $(shell grep -l AppTest tests/ui/test_*.py)
LOOKS := $(filter-out $(DRAWS),$(shell grep -lE 'needs_browser|chat_server|visiting' tests/ui/test_*.py))

unit: $(READY)
	@$(BIN)/shortfall ingest
	@# three on two cores: the tests wait for their servers and databases often
	@$(BIN)/python -m pytest -q -n 3 --dist loadfile -m "not thorough" bot evals ingest tests $(addprefix --ignore=,$(DRAWS) $(LOOKS))
	@# 5: a file is left out whole where there is no browser
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not thorough" $(LOOKS) || test $$? -eq 5
	@printf '%s\n' $(DRAWS) | xargs -I {} -P 2 sh -c '$(BIN)/python -m pytest -q -m "not thorough" $$1 || test $$? -eq 5' _ {}

eval: $(READY) ## Ask every question of evals/, judge the answers and compare ways of searching
	@$(BIN)/shortfall ingest
	@$(BIN)/shortfall eval check
	@$(BIN)/shortfall eval; answers=$$?; $(BIN)/shortfall eval retrieval && exit $$answers

bench: $(READY) ## Measure speed and memory beside a stock retrieval
	@$(BIN)/shortfall ingest
	@$(BIN)/python -m bench

thorough: $(READY) ## Run the rest of what `make test` samples: every width and theme, every labelled draft, replicas, kills
	@bash scripts/install.sh chromium postgres nginx
	@$(BIN)/shortfall ingest
	@$(BIN)/python -m pytest -q -m thorough tests --ignore tests/ui
	@printf '%s\n' $(DRAWS) $(LOOKS) | xargs -I {} sh -c '$(BIN)/python -m pytest -q -m thorough $$1 || test $$? -eq 5' _ {}

audit: $(READY) ## Look for faults of security in the code, and in the packages where their database can be reached
	@bash scripts/audit.sh

screenshots: $(READY) ## Take the README's pictures of the page again
	@bash scripts/install.sh chromium
	@$(BIN)/shortfall ingest
	@$(BIN)/python -m tests.ui.screenshots

clean: ## Remove the environment, the index and what the tools leave behind
	@rm -rf $(VENV) index build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
