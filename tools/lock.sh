#!/bin/sh
# Pins every requirement with its hashes, for all platforms and Python 3.11 to 3.13, naming no index.
# `make lock` keeps what is pinned; `make lock ARGS=--upgrade` takes the newest that pyproject.toml allows.
set -eu
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
uv=$(command -v uv 2>/dev/null || echo .tools/bin/uv)

pin() { # pin OUT ARGUMENTS...
    out=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --output-file "$out" "$@"
}

pin requirements/base.txt pyproject.toml "$@"
pin requirements/text.txt pyproject.toml --extra text "$@"
pin requirements/dev.txt pyproject.toml --extra optimise --extra text --group dev "$@"
pin requirements/bench.txt --group bench "$@"
