# rivermon: everything a fresh Debian or Ubuntu machine needs, with only Python and make on it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PACKAGER := $(VENV)/.packager
SHOTS := resources/screenshots
WORDS := resources/translations
LUPDATE := -extensions py -locations none -no-obsolete -sort-messages -source-language en

.DEFAULT_GOAL := help
.PHONY: help demo test package fault hostile lint format screenshot translations fixture-million bench bench-window system fonts clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

demo: $(READY) ## see it work: the window with a simulated ModelRiver (without a display: lines of text)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ] || [ "$$(uname)" = Darwin ]; then \
		$(MAKE) --no-print-directory system && $(BIN)/rivermon --demo; \
	else \
		echo "There is no display here, so the demo prints what happens. Ctrl+C ends it."; \
		$(BIN)/rivermon serve --demo; \
	fi

test: $(READY) system ## pass the tests, without a display
	@$(PYTHON) tests/system_libraries.py --tunnel
	@# What watches the time has every core to itself.
	@failed=0; export QT_QPA_PLATFORM=offscreen; \
	$(BIN)/python -m pytest -n auto --dist loadfile --ignore=tests/fault --ignore=tests/hostile --ignore=tests/packaged || failed=1; \
	$(BIN)/python -m pytest tests/fault tests/hostile || failed=1; \
	exit $$failed

package: $(READY) $(PACKAGER) system ## the app for who has no Python: dist/rivermon/ and its archive, tested
	@$(PYTHON) tests/system_libraries.py --package
	$(BIN)/python -m resources.package

fault: $(READY) system ## all faults, in full: killed, cut off, stopped, misled, its disk taken away
	RIVERMON_FAULTS=full QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/fault

hostile: $(READY) system ## attack it in full: malformed, forged, slow and huge requests, and more
	RIVERMON_HOSTILE=full QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/hostile

lint: $(READY) ## ruff, mypy strict, and the walls between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(READY) ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshot: $(READY) system fonts ## pictures of the window in demo mode, light and dark, English and Chinese
	@for scheme in light dark; do for language in en zh_CN; do \
		QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.screenshots $(SHOTS) $$scheme $$language || exit 1; \
	done; done

translations: $(READY) system ## look for new texts, and compile what is translated (fill in the .ts between two runs)
	$(BIN)/pyside6-lupdate -silent $(LUPDATE) rivermon/ui -ts $(WORDS)/rivermon_zh_CN.ts
	$(BIN)/pyside6-lupdate -silent $(LUPDATE) -pluralonly rivermon/ui -ts $(WORDS)/rivermon_en.ts
	@# Put in place whole: a rivermon that runs has the old one mapped, and must keep it.
	@for name in zh_CN en; do \
		$(BIN)/pyside6-lrelease -silent $(WORDS)/rivermon_$$name.ts -qm $(WORDS)/new.qm \
			&& mv $(WORDS)/new.qm $(WORDS)/rivermon_$$name.qm || exit 1; \
	done
	@! grep -c 'type="unfinished"' $(WORDS)/*.ts || echo "These are still to be translated: see $(WORDS)/glossary.md"

fixture-million: $(READY) ## a database of a million records, unless it is there: build/million/rivermon.db
	$(BIN)/python -m tests.million.fixture build/million/rivermon.db --if-needed

bench: fixture-million system ## time webhooks, their answers and callbacks, with the window open; memory
	@$(PYTHON) tests/system_libraries.py --bench
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench.speed

bench-window: fixture-million system ## time the window over that database: opening, scrolling, finding, memory
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench.window

system: ## install (as root) or name the libraries that Qt needs
	@$(PYTHON) tests/system_libraries.py

fonts: ## fonts for the pictures: Chinese and emoji
	@$(PYTHON) tests/system_libraries.py --fonts

clean: ## forget the virtual environment and every cache
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) tests/system_libraries.py --venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,dev]'
	@touch $@

$(PACKAGER): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[package]'
	@touch $@
