#!/bin/sh
# Installs the programs that the tool calls, where it may; else says what is missing and what then
# won't work. Never fails: the tool itself refuses what it can't do.
set -u
packages=""
need() { # program, packages, what for
	command -v "$1" >/dev/null 2>&1 && return
	packages="$packages $2"
	echo "Ontbreekt: $1 ($3)"
}
need tesseract "tesseract-ocr tesseract-ocr-nld" "scans en foto's lezen"
tesseract --list-langs 2>/dev/null | grep -qx nld || need tesseract-nld tesseract-ocr-nld "Nederlandse scans lezen"
need soffice "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui" "Office-bestanden lezen"
need pdftotext poppler-utils "gelakte PDF's controleren"
command -v chromium >/dev/null 2>&1 || need chromium-browser chromium "tests van de beoordelingspagina"
[ -z "$packages" ] && exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
	echo "Installeren:$packages"
	$as_root apt-get update -qq
	# shellcheck disable=SC2086
	DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null && exit 0
fi
echo "Installeer deze pakketten zelf (Debian/Ubuntu):$packages"
echo "Tot die tijd werkt het bovenstaande niet; de rest wel. Zie ook: woo doctor"
exit 0
