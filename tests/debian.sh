#!/bin/sh
# Installs the Debian packages that some tests need (browser tests first), where it may; else says what is skipped.
packages=""
command -v chromium >/dev/null 2>&1 || packages="chromium"
# npm brings axe-core, which looks for what keeps people out of a page
[ -f build/axe/node_modules/axe-core/axe.min.js ] || command -v npm >/dev/null 2>&1 || packages="$packages npm"
# another reader of the PDFs that we write
command -v pdftotext >/dev/null 2>&1 || packages="$packages poppler-utils"
# what pages of the documentation show, next to onrecord
for pair in curl:curl jq:jq man:man-db openssl:openssl sqlite3:sqlite3; do
    command -v "${pair%:*}" >/dev/null 2>&1 || packages="$packages ${pair#*:}"
done
[ -z "$packages" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    may=
elif [ "$(id -u)" = 0 ]; then
    may=env
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    may=sudo
else
    may=
fi
if [ -n "$may" ]; then
    echo "installing Debian's $packages for some tests"
    { $may apt-get update -qq && DEBIAN_FRONTEND=noninteractive $may apt-get install -y -qq --no-install-recommends $packages; } >/dev/null 2>&1 && exit 0
fi
echo "skipped: browser tests and others (no $packages here, and it could not be installed: run as root or with sudo)"
[ "${CI:-}" != true ]
