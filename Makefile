# `make demo` and `make test` set up everything they need; a second run finds it done.
.PHONY: demo test check clean

demo: .venv/demo-ready
	.venv/bin/python -m scripts.demo

test: .venv/test-ready
	scripts/check

check: test

.venv/demo-ready: pyproject.toml scripts/setup
	scripts/setup
	@touch $@

.venv/test-ready: pyproject.toml scripts/setup
	scripts/setup dev
	@touch $@ .venv/demo-ready

clean:
	rm -rf .venv demo build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
