#!/bin/sh
# Builds and runs the reproducer; every argument is passed on. The current directory stays, so results land in it.
set -eu
if ! command -v dotnet >/dev/null; then
    echo "run-stress: there is no dotnet on PATH; install the .NET SDK 10" >&2
    exit 3
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# Commands that the program prints begin with what was typed here.
SWAPSTRESS_TYPED=$0
export SWAPSTRESS_TYPED
exec dotnet run -c Release --project "$here/stress" -- "$@"
