#!/bin/sh
# Make sure of a Chromium and a Chinese font for the browser tests: install them where that is
# allowed, or say what is missing and end with 1.
set -eu

chromium=${CHROMIUM:-/usr/bin/chromium}

missing() {
    [ -x "$chromium" ] || printf 'a Chromium at %s\n' "$chromium"
    [ -n "$(fc-list :lang=zh family 2>/dev/null)" ] || echo 'a Chinese font'
}

[ -n "$(missing)" ] || exit 0

sudo=
[ "$(id -u)" = 0 ] || sudo='sudo -n'
if [ -z "${CHROMIUM:-}" ] && command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo 'Installing Chromium and a Chinese font for the browser tests …'
    $sudo apt-get update -q
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 chromium fontconfig fonts-noto-cjk
fi

[ -n "$(missing)" ] || exit 0
cat >&2 <<END
The browser tests need, and do not find:
$(missing | sed 's/^/  - /')
On Debian or Ubuntu:  sudo apt-get install chromium fontconfig fonts-noto-cjk
A Chromium or Chrome elsewhere:  make test CHROMIUM=/path/to/chrome
Everything but the browser tests:  make test-fast
END
exit 1
