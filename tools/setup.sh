#!/bin/sh
# Puts everything into .venv, from requirements/dev.txt with hashes. Run again it does only what has changed.
# `setup.sh packages` leaves out what only serving needs.
set -eu
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
UV_VERSION=0.13.9
STAMP=.venv/.setup

say() { printf '%s\n' "$*" >&2; }

# The first Python from 3.11 to 3.13 that really starts (a version manager's stub may not).
find_python() {
    for candidate in python3.11 python3.12 python3.13 python3 python; do
        path=$(command -v "$candidate" 2>/dev/null) || continue
        if "$path" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            "$path" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    say 'Driehoek needs Python 3.11, 3.12 or 3.13, and found none.'
    say 'On Debian or Ubuntu:  sudo apt-get install python3 python3-venv'
    exit 2
}

# Debian ships venv apart from Python: without it there is no ensurepip.
need_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say 'Installing python3-venv ...'
        apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >&2
        "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    fi
    say "$1 cannot make virtual environments. Type these two and try again:"
    say '  sudo apt-get update'
    say '  sudo apt-get install python3-venv'
    exit 2
}

find_uv() {
    if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
        command -v uv
        return
    fi
    if ! .tools/bin/uv --version >/dev/null 2>&1; then
        python=$(find_python)
        need_venv "$python"
        say "Fetching uv $UV_VERSION into .tools ..."
        "$python" -m venv --clear .tools
        .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION" >&2
    fi
    echo "$PWD/.tools/bin/uv"
}

install() {
    uv=$(find_uv)
    if ! .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
        python=$(find_python)
        say "Making .venv with $python ..."
        "$uv" venv --quiet --clear --no-project --python "$python" .venv
    fi
    say 'Installing packages ...'
    VIRTUAL_ENV="$PWD/.venv" "$uv" pip sync --quiet --compile-bytecode --require-hashes requirements/dev.txt
    # The project itself: a path and a command. No build, so nothing is fetched for it.
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo "$PWD" >"$site/driehoek.pth"
    {
        echo "#!$PWD/.venv/bin/python"
        echo 'import sys'
        echo 'from driehoek.cli import main'
        echo 'sys.exit(main())'
    } >.venv/bin/driehoek
    chmod +x .venv/bin/driehoek
}

changed() { # changed MARK FOLDER EXPRESSION…: is there anything in the folder newer than the mark?
    mark=$1 folder=$2
    shift 2
    [ ! -e "$mark" ] || [ -n "$(find "$folder" \( "$@" \) -newer "$mark" -print | head -n 1)" ]
}

wanted="$PWD $(cat requirements/dev.txt tools/setup.sh | cksum)"
if [ "$(cat "$STAMP" 2>/dev/null)" != "$wanted" ] || [ ! -x .venv/bin/driehoek ]; then
    install
    echo "$wanted" >"$STAMP"
    rm -f .venv/.messages build/.static
fi

if [ -d driehoek/locale ] && changed .venv/.messages driehoek/locale -name '*.po'; then
    .venv/bin/python tools/messages.py --compile
    touch .venv/.messages
fi

# A served page needs its static files under their far-future names; tests and checks read them where they lie.
if [ "${1:-}" != packages ] && changed build/.static driehoek -path '*/static/*' -o -path driehoek/settings.py; then
    DRIEHOEK_SECRET_KEY=unused DRIEHOEK_MASTER_KEY=unused .venv/bin/python -m django collectstatic \
        --settings driehoek.settings --noinput --verbosity 0
    mkdir -p build && touch build/.static
fi
