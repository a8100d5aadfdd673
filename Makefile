# `make help` lists what there is. Each target does its own set-up; ARGS= is handed to the program it runs.
.DEFAULT_GOAL := help
.PHONY: help check test bench demo soak mutants setup licences clean
ARGS ?=
bin := .venv/bin
scripts := scripts/translations scripts/licences scripts/mutants

help:
	@echo 'make demo    see the desk at work: six booths, a centre, claims to decide    (ARGS="--booths 4 --speed 2")'
	@echo 'make test    all tests                                                       (ARGS="tests/claims -k tax")'
	@echo 'make check   formatting, lint, types, import contracts, translations, licences'
	@echo 'make bench   what the README'"'"'s figures come from'
	@echo
	@echo 'Each installs what it needs on Debian and Ubuntu. Also: soak (long runs), mutants (are the tests of the rules worth it), setup, licences, clean.'

setup:
	@scripts/setup test

check:
	@scripts/setup check
	$(bin)/ruff format --check . $(scripts)
	$(bin)/ruff check . $(scripts)
	$(bin)/mypy
	$(bin)/mypy --explicit-package-bases benchmarks
	$(bin)/mypy --scripts-are-modules $(scripts)
	$(bin)/lint-imports --no-cache
	$(bin)/python scripts/translations check
	$(bin)/python scripts/licences check

test:
	@scripts/setup test
	QT_QPA_PLATFORM=offscreen $(bin)/python -m pytest -n 3 --dist worksteal $(ARGS)

soak:
	@scripts/setup soak
	CSO_DESK_SOAK_SECONDS=$${CSO_DESK_SOAK_SECONDS:-1800} QT_QPA_PLATFORM=offscreen \
		$(bin)/python -m pytest -m soak --timeout 0 $(ARGS)

mutants:
	@scripts/setup check
	$(bin)/python scripts/mutants $(ARGS)

bench:
	@scripts/setup test
	$(bin)/python benchmarks/wall.py $(ARGS)
	$(bin)/python benchmarks/desk.py
	$(bin)/python benchmarks/rules.py
	$(bin)/python benchmarks/centre.py
	$(bin)/python benchmarks/people.py
	$(bin)/python benchmarks/documents.py
	$(bin)/python benchmarks/talk.py

demo:
	@scripts/setup demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(bin)/cso-desk demo $(ARGS); \
	else \
		echo 'No display: an automatic officer works for 60 seconds and leaves demo-wall.png and demo-report.json.'; \
		exec $(bin)/cso-desk demo --headless --autopilot --seconds 60 \
			--screenshot demo-wall.png --report demo-report.json $(ARGS); \
	fi

licences:
	@scripts/setup check
	$(bin)/python scripts/licences update

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f demo-wall.png demo-report.json
	find cso_desk tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
