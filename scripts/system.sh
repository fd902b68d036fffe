#!/bin/sh
# Make sure of the programs of the system that tests need: a Chromium, a Chinese font, LibreOffice,
# nginx and Poppler's tools; of the first two alone when called as `system.sh browser`. Install them
# where that is allowed, or say what is missing and end with 1.
set -eu

PATH=$PATH:/usr/sbin:/sbin # where nginx is, and no user but root looks
what=${1:-all}
chromium=${CHROMIUM:-/usr/bin/chromium}
packages='fontconfig fonts-noto-cjk'
[ -n "${CHROMIUM:-}" ] || packages="chromium $packages"
if [ "$what" = all ]; then
    packages="$packages libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-calc-nogui"
    packages="$packages nginx-light poppler-utils"
fi

missing() {
    [ -x "$chromium" ] || printf 'a Chromium at %s\n' "$chromium"
    [ -n "$(fc-list :lang=zh family 2>/dev/null)" ] || echo 'a Chinese font'
    if [ "$what" = all ]; then
        office || echo 'LibreOffice with Writer, Impress and Calc (soffice)'
        for program in nginx pdftotext pdftoppm; do
            command -v $program >/dev/null || echo $program
        done
    fi
}

# LibreOffice comes in parts: with one missing, soffice is there and cannot open its files.
office() {
    soffice=$(command -v soffice) || return 1
    folder=$(dirname "$(readlink -f "$soffice")")
    for part in sw sd sc; do
        [ -e "$folder/lib${part}lo.so" ] || return 1
    done
}

[ -n "$(missing)" ] || exit 0

sudo=
[ "$(id -u)" = 0 ] || sudo='sudo -n'
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo 'Installing what the tests need of the system: a few minutes, this once …'
    $sudo apt-get update -q
    # An nginx that cannot start, since the port is taken, is none the worse for the tests.
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 $packages || true
fi

[ -n "$(missing)" ] || exit 0
cat >&2 <<END
The tests need, and do not find:
$(missing | sed 's/^/  - /')
On Debian or Ubuntu:  sudo apt-get install $packages
A Chromium or Chrome elsewhere:  make test CHROMIUM=/path/to/chrome
Everything but the browser tests:  make test-fast
END
exit 1
