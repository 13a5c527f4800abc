# The commands of the project; README.md says what each is for.
SHELL := /bin/sh
BIN := .venv/bin
# The first Python here that is new enough; a pyenv shim may be there without its Python, so each is asked.
FIND_PYTHON := for python in python3.13 python3 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && break; python=; done; \
	[ -n "$$python" ] || { echo "Cần Python 3.13 trở lên: hãy cài gói python3.13 và python3.13-venv." >&2; exit 1; }

.PHONY: run test check bench guide lock backup own-book restore develop
.SILENT:

run:
	$(FIND_PYTHON); exec $$python -m tramgdinh.supervisor

# Environment for development: both locks, every npm package.
develop: $(BIN)/.develop-lock node_modules/.develop-lock

$(BIN)/.develop-lock: requirements/run.txt requirements/develop.txt
	$(FIND_PYTHON); [ -x $(BIN)/pip ] || $$python -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/develop.txt
	touch $@

node_modules/.develop-lock: package-lock.json
	command -v npm >/dev/null || { echo "npm is missing: sudo apt-get install nodejs npm" >&2; exit 1; }
	npm ci
	touch $@

# All tests on the embedded server, then the laws again on PostgreSQL 15 (TEST_DATABASE_URL, else Debian's).
test: develop
	mkdir -p .cache; export SERVERS_USED=.cache/servers-used; : >$$SERVERS_USED; \
	first=0; $(BIN)/python -m pytest -n 2 || first=$$?; \
	second=0; $(BIN)/python -m pytest -n 2 -m database --postgres=15 || second=$$?; \
	cat $$SERVERS_USED; exit $$((first + second))

check: develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/python -m tramgdinh.text.catalogues --missing
	$(BIN)/python manage.py makemigrations --check --dry-run
	VAR=.cache/check HTTPS=1 SECRET_KEY= $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: develop
	$(BIN)/python -m bench $(SCALE)

# The screenshots of the user guide.
guide: develop
	$(BIN)/python -m guide

# uv of the environment, as a program: .python-version would switch off one that pyenv has elsewhere.
UV := $(BIN)/uv pip compile --quiet --generate-hashes --no-annotate --no-header --no-emit-index-url
lock: develop
	$(UV) pyproject.toml -o requirements/run.txt
	$(UV) pyproject.toml --group develop -c requirements/run.txt -o requirements/develop.txt
	npm install --package-lock-only

backup:
	$(FIND_PYTHON); exec $$python -m tramgdinh.supervisor backup $(if $(FILE),"$(FILE)")

# From the sample to the office's own empty book; the sample is set aside.
own-book:
	$(FIND_PYTHON); exec $$python -m tramgdinh.supervisor own-book

restore:
	[ -n "$(FILE)" ] || { echo "Hãy cho biết tệp: make restore FILE=đường-dẫn" >&2; exit 1; }
	$(FIND_PYTHON); exec $$python -m tramgdinh.supervisor restore "$(FILE)"
