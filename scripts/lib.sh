# SPDX-License-Identifier: EUPL-1.2
# Shared by the wrapper scripts; sourced, never run. Works with the bash 3.2 of macOS.
# shellcheck shell=bash
root=${root:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)}

# rustup installs here; a fresh shell or a service may not have it on its path yet.
case ":$PATH:" in
  *":${CARGO_HOME:-${HOME:-}/.cargo}/bin:"*) ;;
  *) PATH="$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin" ;;
esac

note() { printf '%s\n' "$*" >&2; }
fail() { note "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# One folder for what is costly to make and safe to lose: tools, the Python environment, the target folder in CI.
cache_dir() { printf '%s\n' "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/voordeur"; }

# Tools built by `./test setup` live in the cache, not among the user's own.
PATH="$(cache_dir)/tools/bin:$PATH"
export PATH

need_rust() {
  have cargo || fail "Rust is missing. Install it with rustup (see rustup.rs), open a new terminal and run this again."
  if ! have cc && ! have gcc && ! have clang; then
    fail "A C compiler is missing (SQLite is compiled along). Debian: apt-get install build-essential. macOS: xcode-select --install"
  fi
}

# Where cargo puts what it builds, whatever the environment or a cargo configuration says.
target_dir() {
  cargo metadata --no-deps --format-version 1 --manifest-path "$root/Cargo.toml" |
    sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p'
}

# The folder with reference data that stands beside the checkout; empty when it is absent.
shared_dir() {
  local candidate=${VOORDEUR_SHARED:-$root/../shared}
  if [ -d "$candidate" ]; then (cd "$candidate" && pwd -P); fi
}

# Prints the path of a Chromium-like browser, or fails.
find_chromium() {
  local name
  if [ -n "${VOORDEUR_TEST_CHROMIUM:-}" ]; then printf '%s\n' "$VOORDEUR_TEST_CHROMIUM"; return; fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if have "$name"; then command -v "$name"; return; fi
  done
  for name in "/Applications/Chromium.app/Contents/MacOS/Chromium" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -x "$name" ]; then printf '%s\n' "$name"; return; fi
  done
  return 1
}

# Prints the folder with initdb and pg_ctl (Debian does not put them on the path), or fails.
find_postgres() {
  local dir newest=
  if [ -n "${VOORDEUR_TEST_PG_BIN:-}" ]; then printf '%s\n' "$VOORDEUR_TEST_PG_BIN"; return; fi
  for dir in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
    if [ -x "$dir/initdb" ]; then newest=$dir; fi
  done
  if [ -z "$newest" ] && have initdb; then newest=$(dirname "$(command -v initdb)"); fi
  [ -n "$newest" ] && printf '%s\n' "$newest"
}

# Dovecot with the two parts the mail tests use: reading mail (imap) and taking it in (lmtp).
find_dovecot() {
  local dir
  for dir in /usr/lib/dovecot /usr/libexec/dovecot /opt/homebrew/opt/dovecot/libexec/dovecot /usr/local/opt/dovecot/libexec/dovecot; do
    if [ -x "$dir/imap" ] && [ -x "$dir/lmtp" ]; then return 0; fi
  done
  return 1
}
