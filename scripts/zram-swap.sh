#!/usr/bin/env bash
# Sets up a zram swap on /dev/zram0 for a run of `swapstress --backend kernel`, and takes it down again: see --help.
#
# `up` checks everything before it changes anything, and notes what it found in a state file first; from there on a
# failure, or a signal, puts back what was done. `down` goes by that file, not by what `up` should have done, so it also
# finishes a `down` or an `up` that was cut short.
set -euo pipefail
umask 022
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

device=/dev/zram0
sys=/sys/block/zram0
state=${ZRAM_SWAP_STATE:-/run/swapstress-zram-swap}
boot=$(cat /proc/sys/kernel/random/boot_id)
page=$(getconf PAGESIZE)

# What the state file holds.
size=0 algorithm='' loaded=no

usage() {
    cat <<'HELP'
Usage: zram-swap.sh up [SIZE] [ALGORITHM]
       zram-swap.sh down

A zram swap on /dev/zram0 for a run of `swapstress --backend kernel`. Both need root.

  up    loads zram if need be, sets up /dev/zram0 and swaps to it. Refuses, and changes nothing, when any swap is on or
        when the device is in use.
  down  swap off, the device reset, the algorithm as it was, zram unloaded if 'up' loaded it. Without an 'up' it changes
        nothing.

  SIZE       of the device, such as 32M (the default), 4096K or 10G: whole pages, at least 10, at most twice the memory.
             The first page is swap's header: 32M are 8,191 slots of 4 KiB, one fewer than a region of 32M has pages.
             The race needs that, so choose the size of the region.
  ALGORITHM  lz4 (the default), lzo-rle, zstd, or another that the kernel has: lzo, lz4hc, deflate, 842.

Exit codes: 0 done, 1 refused or failed, 2 usage.
ZRAM_SWAP_STATE: the file that remembers what 'up' changed; /run/swapstress-zram-swap by default.
HELP
}

# refuse WHY: one line, and out. What `up` did so far is put back on the way.
refuse() {
    echo "zram-swap.sh: $1" >&2
    exit 1
}

usage_error() {
    echo "zram-swap.sh: $1 See 'zram-swap.sh --help'." >&2
    exit 2
}

# parse_size TEXT: sets `size`, in bytes. Sizes are written as for swapstress.
parse_size() {
    local text=$1 count unit=1
    [[ ${text^^} =~ ^([0-9]+)(([KMGT])(I?B)?)?$ ]] ||
        usage_error "SIZE '$text' is no size; write it as 4096K, 32M or 10G."
    count=${BASH_REMATCH[1]}
    case ${BASH_REMATCH[3]} in
        K) unit=$((1 << 10)) ;; M) unit=$((1 << 20)) ;; G) unit=$((1 << 30)) ;; T) unit=$((1 << 40)) ;;
    esac
    # Eighteen digits fit in 63 bits; then so must the product.
    if [ "${#count}" -gt 18 ] || [ $((10#$count)) -gt $(((1 << 62) / unit)) ]; then
        usage_error "SIZE $text is too large; 32M is usual."
    fi
    size=$((10#$count * unit))
    # mkswap wants ten pages.
    [ "$size" -ge $((10 * page)) ] || usage_error "SIZE $text is too small; the smallest is $((10 * page / 1024))K."
    [ $((size % page)) -eq 0 ] ||
        usage_error "SIZE $text is no whole number of $page-byte pages; write $(((size / page + 1) * page / 1024))K, for example."
}

# parse_up [SIZE] [ALGORITHM]: sets `size` and `wanted`.
parse_up() {
    wanted=lz4
    case ${1-} in
        '' | [0-9]*)
            parse_size "${1:-32M}"
            shift $(($# > 0))
            ;;
        *) parse_size 32M ;;
    esac
    [ $# -gt 0 ] || return 0
    case $1 in
        lz4 | lzo-rle | zstd | lzo | lz4hc | deflate | 842) wanted=$1 ;;
        [0-9]*) usage_error "SIZE is given twice; give it once." ;;
        *) usage_error "unknown argument '$1'; write a size such as 32M, then lz4, lzo-rle or zstd." ;;
    esac
    [ $# -eq 1 ] || usage_error "unexpected argument '$2'; write up [SIZE] [ALGORITHM]."
}

# put VALUE ATTRIBUTE: false if the kernel refuses.
put() { { echo "$1" >"$2"; } 2>/dev/null; }

attribute() { cat "$sys/$1" 2>/dev/null || true; }

# The algorithm in brackets.
selected_algorithm() { sed -E 's/.*\[(.*)\].*/\1/' "$sys/comp_algorithm"; }

# Swap areas that are on, one a line, but not their sizes.
active_swap() { tail -n +2 /proc/swaps | cut -d ' ' -f 1 | cut -f 1; }
is_swap() { active_swap | grep -x "$device" >/dev/null; }

# meminfo NAME, in bytes.
meminfo() { echo $(($(sed -nE "s/^$1: +([0-9]+) kB/\1/p" /proc/meminfo) * 1024)); }

mebibytes() { echo "$((($1 + (1 << 20) - 1) >> 20))M"; }

# Who has the device open, as far as this mount namespace names it: one process id.
opener() {
    { find /proc/[0-9]*/fd -lname "$device" -print -quit 2>/dev/null || true; } | cut -d / -f 3
}

# One at a time, whatever checkout each comes from. The lock is on the directory, so no file stays behind.
lock() {
    local directory
    directory=$(dirname "$state")
    if [ ! -d "$directory" ] || [ ! -w "$directory" ]; then
        refuse "cannot write $state; create $directory, or set ZRAM_SWAP_STATE."
    fi
    exec 9<"$directory"
    flock -w 60 9 || refuse "another zram-swap.sh is at work; wait for it to end."
}

save_state() {
    printf '%s\n' "boot=$boot" "size=$size" "algorithm=$algorithm" "loaded=$loaded" >"$state.new"
    mv "$state.new" "$state"
}

# Sets what the state file says; false if there is none, or if it is another boot's, which left nothing to take down.
load_state() {
    local key value found=''
    [ -e "$state" ] || return 1
    while IFS='=' read -r key value; do
        case $key in
            boot) found=$value ;; size) size=$value ;; algorithm) algorithm=$value ;; loaded) loaded=$value ;;
        esac
    done <"$state"
    [ "$found" = "$boot" ]
}

# Swap off, device reset, algorithm and module as before. Safe to repeat wherever an earlier one, or `up`, stopped. If it
# fails, `problem` says why, and the state file stays for the next `down`.
put_back() {
    local now said
    if is_swap && ! said=$(swapoff "$device" 2>&1); then
        # It needs memory for all that the swap holds. Without, the kernel refuses, or kills swapoff, which then says
        # nothing; either way the swap stays on.
        said=${said##*: }
        problem="swapoff $device failed (${said:-it was killed}); the swap is still on and holds $(mebibytes "$(swap_used)"), $(mebibytes "$(meminfo MemAvailable)") of memory are available: end what fills it, then '$0 down'."
        return 1
    fi
    if [ -d "$sys" ]; then
        # udev looks at a device that was written; until it is done the device counts as open.
        ! command -v udevadm >/dev/null || udevadm settle -t 5 || true
        now=$(attribute disksize)
        if [ "$now" != 0 ] && [ "$now" != "$size" ]; then
            problem="somebody set up $device anew (disksize $now); left alone. Reset it (echo 1 > $sys/reset), then '$0 down'."
            return 1
        fi
        if [ "$now" != 0 ] && ! put 1 "$sys/reset"; then
            now=$(opener)
            problem="swap is off, but $device is in use${now:+ by process $now} and cannot be reset; free it, then '$0 down'."
            return 1
        fi
        if [ "$(selected_algorithm)" != "$algorithm" ] && ! put "$algorithm" "$sys/comp_algorithm"; then
            problem="$device is reset, but does not take back its algorithm $algorithm; write it to $sys/comp_algorithm, then '$0 down'."
            return 1
        fi
    fi
    if [ "$loaded" = yes ] && [ -d /sys/module/zram ] && ! modprobe -r zram 2>/dev/null; then
        problem="$device is reset, but zram cannot be unloaded (another zram device in use?); free it, then '$0 down'."
        return 1
    fi
    rm -f "$state"
}

# The fields are separated by tabs and blanks: file, type, size, used (KiB), priority.
swap_field() { sed -nE "s|^${device}[[:space:]]+[^[:space:]]+[[:space:]]+([0-9]+)[[:space:]]+([0-9]+).*|\\$1|p" /proc/swaps; }
swap_used() { echo $(($(swap_field 2) * 1024)); }

# The way out of an `up` that a signal ended.
undo() {
    local code=$?
    trap - EXIT
    put_back || echo "zram-swap.sh: $problem" >&2
    exit "$code"
}

# abandon WHY: the way out of an `up` that failed half way.
abandon() {
    trap - EXIT
    put_back || refuse "$1; then $problem"
    refuse "$1; everything is as before."
}

refuse_other_swap() {
    local areas
    areas=$(active_swap | paste -s -d ' ')
    [ -z "$areas" ] || refuse "swap is on already ($areas), and pages would go there too; turn it off first: swapoff $areas"
}

# zram takes only what comes to it, and a page that does not compress takes what it leaves free. So a size is no claim on
# memory, and more than there is makes sense; the kernel's own documentation sees little point beyond twice the memory
# (admin-guide/blockdev/zram.rst), as pages compress 2:1. Beyond that it is a slip, and the tables for it are a cost.
refuse_senseless_size() {
    local memory
    memory=$(meminfo MemTotal)
    [ "$size" -le $((2 * memory)) ] ||
        refuse "$(mebibytes "$size") is more than twice the memory; write at most $(((2 * memory) >> 20))M."
}

# Sets `loaded`.
need_zram() {
    local said
    [ ! -d "$sys" ] || return 0
    if [ ! -d /sys/class/zram-control ]; then
        said=$(modprobe zram 2>&1) ||
            refuse "no zram here: modprobe zram failed (${said##*: }); install the module, or build the kernel with CONFIG_ZRAM."
        [ ! -d /sys/module/zram ] || loaded=yes
        ! command -v udevadm >/dev/null || udevadm settle -t 5 || true
    fi
    [ -d "$sys" ] || refuse "zram is there, but no $device; make one: cat /sys/class/zram-control/hot_add"
}

refuse_device_in_use() {
    local where process
    [ -e "$device" ] || refuse "zram is there, but no $device; make one: mknod $device b $(attribute dev | tr : ' ')"
    where=$(sed -nE "s|^$device ([^ ]+) .*|\1|p" /proc/self/mounts | head -n 1)
    [ -z "$where" ] || refuse "$device is mounted on $where; umount it, then echo 1 > $sys/reset"
    [ "$(attribute disksize)" = 0 ] ||
        refuse "$device is set up already, and may hold data (disksize $(attribute disksize)); if nobody needs it: echo 1 > $sys/reset"
    # Half set up: a limit, a backing device, a second algorithm. Reset would lose them.
    [ "$(attribute mm_stat | tr -s ' ' | sed 's/^ //' | cut -d ' ' -f 4)" = 0 ] ||
        refuse "$device has a mem_limit already; if nobody needs it: echo 1 > $sys/reset"
    case $(attribute backing_dev) in
        '' | none) ;;
        *) refuse "$device has the backing device $(attribute backing_dev) already; if nobody needs it: echo 1 > $sys/reset" ;;
    esac
    [ -z "$(attribute recomp_algorithm)" ] ||
        refuse "$device has a recomp_algorithm already; if nobody needs it: echo 1 > $sys/reset"
    process=$(opener)
    [ -z "$process" ] || refuse "$device is open in process $process; end that first."
}

refuse_unknown_algorithm() {
    local known
    known=$(attribute comp_algorithm | tr -d '[]' | xargs)
    [[ " $known " == *" $wanted "* ]] || refuse "this kernel's zram has no $wanted, only $known; choose one of these."
}

up() {
    local said slots size_text
    [ "$EUID" -eq 0 ] || refuse "setting up swap needs root; write sudo $0 up."
    lock
    if [ -e "$state" ]; then
        (load_state) && refuse "'up' was here already; '$0 down' first."
        rm -f "$state"
    fi
    refuse_other_swap
    refuse_senseless_size
    # Until the state is saved, unloading zram is all there is to undo.
    trap '[ $loaded = no ] || modprobe -r zram' EXIT
    need_zram
    refuse_device_in_use
    refuse_unknown_algorithm

    algorithm=$(selected_algorithm)
    trap undo EXIT
    save_state
    put "$wanted" "$sys/comp_algorithm" || abandon "$device does not take the algorithm $wanted (read-only /sys?)"
    put "$size" "$sys/disksize" || abandon "$device does not take a size of $size bytes (out of memory?)"
    said=$(mkswap "$device" 2>&1) || abandon "mkswap $device failed (${said##*: })"
    said=$(swapon "$device" 2>&1) || abandon "swapon $device failed (${said##*: })"
    # The kernel leaves the header out.
    slots=$(($(swap_field 1) * 1024 / page))
    trap - EXIT

    size_text=$((size >> 10))K
    [ $((size % (1 << 20))) -ne 0 ] || size_text=$((size >> 20))M
    echo "$device: $size_text, $wanted, $slots slots: one fewer than a region of $size_text has pages. '$0 down' takes it down."
}

down() {
    if [ ! -e "$state" ]; then
        echo "nothing to take down: no 'up' left $state. Nothing changed."
        return
    fi
    [ "$EUID" -eq 0 ] || refuse "taking down swap needs root; write sudo $0 down."
    lock
    if ! load_state; then
        rm -f "$state"
        echo "nothing to take down: that 'up' was before the last boot."
        return
    fi
    put_back || refuse "$problem"
    if [ "$loaded" = yes ]; then
        echo "$device: swap off, zram unloaded, as before."
    else
        echo "$device: swap off, reset, algorithm $algorithm, as before."
    fi
}

# bash runs the EXIT trap then.
trap 'exit 130' INT
trap 'exit 143' TERM HUP

case ${1-} in
    -h | --help) usage ;;
    up)
        shift
        case " $* " in *' --help '* | *' -h '*) usage && exit ;; esac
        parse_up "$@"
        up
        ;;
    down)
        shift
        case " $* " in *' --help '* | *' -h '*) usage && exit ;; esac
        [ $# -eq 0 ] || usage_error "unexpected argument '$1'; write down alone."
        down
        ;;
    '') usage_error "no command; write up [SIZE] [ALGORITHM] or down." ;;
    *) usage_error "unknown command '$1'; write up [SIZE] [ALGORITHM] or down." ;;
esac
