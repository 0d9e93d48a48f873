#!/usr/bin/env bash
# Boots a kernel of one's own in QEMU and runs swapstress on its swap: see --help.
#
# Published program, its libraries, busybox and the kernel's modules make an initramfs; the guest's init (kernel-lab/init)
# sets up the swap device, runs and sends the results back over a serial port. Everything lies in a temporary directory;
# the host's own swap, modules and network are not touched.
set -euo pipefail
umask 022
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
. "$here/kernel-lab/options.sh"
# shellcheck source-path=SCRIPTDIR
. "$here/kernel-lab/pack.sh"
# shellcheck source-path=SCRIPTDIR
. "$here/kernel-lab/boot.sh"
# shellcheck source-path=SCRIPTDIR
. "$here/kernel-lab/judge.sh"

# progress WHAT: for who watches.
progress() { [ ! -t 2 ] || echo "kernel-lab: $1" >&2; }

# stop CODE WHY...: one line, and out.
stop() {
    local code=$1
    shift
    echo "kernel-lab: $*" >&2
    exit "$code"
}

parse_options "$@"
require_tools
start_seconds=$SECONDS
work=$(mktemp -d)
guest='' guest_code=0
trap 'stop_guest; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

publish
pack_initramfs
choose_accelerator
mkdir -p "$out"
boot
judge
