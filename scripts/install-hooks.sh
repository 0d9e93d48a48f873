#!/usr/bin/env bash
# Has git run the hooks of scripts/hooks in this checkout: `scripts/install-hooks.sh`. Off again: git config --unset core.hooksPath
set -euo pipefail

# refuse WHY: one line, and out.
refuse() {
    echo "install-hooks.sh: $1" >&2
    exit 1
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v git >/dev/null || refuse "no git on PATH."
# Of this directory, not of another checkout that it lies in.
root=$(git rev-parse --show-cdup 2>/dev/null) || refuse "$PWD is no git checkout, so there is nothing to hook into."
[ -z "$root" ] || refuse "$PWD is not the top of a git checkout, so there is nothing to hook into."

now=$(git config core.hooksPath || true)
case $now in
    scripts/hooks) echo "scripts/hooks/pre-commit is installed already."; exit ;;
    ?*) refuse "core.hooksPath is $now already; call scripts/hooks/pre-commit from there, or unset it and come again." ;;
esac
# Hooks that lie in .git would not run any more.
hooks=$(git rev-parse --git-path hooks)
own=$(find "$hooks" -type f ! -name '*.sample' 2>/dev/null | sort | head -n 1)
[ -z "$own" ] || refuse "$own is there already and would not run any more; move it away, or call scripts/hooks/pre-commit from it."

git config core.hooksPath scripts/hooks
echo "scripts/hooks/pre-commit runs before each commit now; 'git commit --no-verify' goes without."
