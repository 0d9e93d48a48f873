# shellcheck shell=bash
# The guest of kernel-lab.sh: which accelerator, boot. Sourced by it.
# shellcheck disable=SC2154 # Set by the others.

# start_guest CONSOLE_LOG TIMEOUT [APPEND]: boots in the background. The program's text comes out of the fifo `text`,
# results go to the file `results`. With panic=-1 and -no-reboot a panic ends it; rootfstype=ramfs keeps the root file
# system itself from being swapped. A socket for each processor: of several cores in one, a kernel without ACPI finds the
# first only.
start_guest() {
    local cpu=host thread=
    [ "$accelerator" = kvm ] || cpu=max thread=,thread=multi
    : >"$work/results" >"$1"
    timeout --kill-after=5 "$2" qemu-system-x86_64 -machine pc -accel "$accelerator$thread" -cpu "$cpu" -smp "$cpus,sockets=$cpus,cores=1,threads=1" \
        -m "$((memory >> 20))M" -nodefaults -display none -nic none -no-reboot -kernel "$kernel" \
        -initrd "$work/initramfs" \
        -append "console=ttyS0 panic=-1 rootfstype=ramfs brd.rd_nr=1 brd.rd_size=$((bytes / 1024)) $append ${3-}" \
        -chardev "file,id=console,path=${1//,/,,}" -serial chardev:console \
        -chardev stdio,id=text,signal=off -serial chardev:text \
        -chardev "file,id=results,path=${work//,/,,}/results" -serial chardev:results \
        <"/dev/null" >"$work/text" 2>"$work/qemu.err" &
    guest=$!
}

# Sets guest_code: QEMU's, or 124 or 137 when its time was up.
await_guest() {
    guest_code=0
    # Redirected: bash reports here that QEMU was aborted, where it was.
    { wait "$guest" || guest_code=$?; } 2>/dev/null
    guest=
}

stop_guest() {
    [ -n "$guest" ] || return 0
    kill "$guest" 2>/dev/null || true
    wait "$guest" 2>/dev/null || true
}

# Hardware virtualization is there when this kernel gets to its init with it: on some machines /dev/kvm opens and no
# guest boots.
choose_accelerator() {
    [ "$accelerator" = auto ] || return 0
    accelerator=kvm
    progress "trying /dev/kvm"
    [ -r /dev/kvm ] && [ -w /dev/kvm ] && boots_at_all && return
    accelerator=tcg
}

boots_at_all() {
    mkfifo "$work/text"
    cat "$work/text" >/dev/null &
    start_guest "$work/probe.log" 10s kernel-lab.probe
    await_guest
    rm "$work/text"
    grep -q '^kernel-lab ready' "$work/results"
}

boot() {
    local reader how="hardware virtualization"
    [ "$accelerator" = kvm ] || how="emulation, so its latencies are no figures to compare"
    echo "Kernel lab: $kernel, $cpus processors, $((memory >> 20))M, $device of $((bytes / 4096 - 1)) slots; $how"
    mkfifo "$work/text"
    cat "$work/text" &
    reader=$!
    start_guest "$out/console.log" "$timeout"
    await_guest
    wait "$reader"
}
