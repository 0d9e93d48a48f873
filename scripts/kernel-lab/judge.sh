# shellcheck shell=bash
# What came of the guest of kernel-lab.sh: its results, or why there are none. Sourced by it.
# shellcheck disable=SC2154 # Set by the others.

# Ends the script.
judge() {
    local log=$out/console.log lack timed_out=no
    [[ $guest_code != 124 && $guest_code != 137 ]] || timed_out=yes
    tr -d '\r' <"$work/results" >"$work/results.txt"
    lack=$(cat "$work/results.txt" "$log" | tr -d '\r' | grep -am1 '^kernel-lab lacks: ' || true)
    if [ -n "$lack" ]; then
        stop 3 "the kernel lacks ${lack#kernel-lab lacks: }. Console log: $log"
    elif grep -q '^kernel-lab end ' "$work/results.txt"; then
        take_results "$log"
    elif [ ! -s "$log" ] && [ "$timed_out" = no ] && [ -s "$work/qemu.err" ]; then
        stop 3 "QEMU: $(tail -n 1 "$work/qemu.err" | sed 's/^qemu-system-x86_64: //')"
    elif [ ! -s "$log" ]; then
        stop 3 "nothing came over the serial port: the kernel lacks CONFIG_SERIAL_8250_CONSOLE, or does not boot at all."
    elif grep -aq 'Unable to mount root fs\|No working init found\|Requested init .* failed' "$log"; then
        stop 3 "the kernel does not start the lab's init: it lacks CONFIG_BLK_DEV_INITRD, CONFIG_BINFMT_ELF or" \
            "CONFIG_BINFMT_SCRIPT. Console log: $log"
    elif grep -aq 'Kernel panic' "$log"; then
        stop 5 "the guest panicked: $(grep -aom1 'Kernel panic.*' "$log" | tr -d '\r'). Console log: $log"
    elif [ "$timed_out" = yes ]; then
        stop 5 "no verdict after $timeout; write a longer --timeout, or fewer rounds. Console log: $log"
    else
        stop 5 "the guest ended without a verdict. Console log: $log"
    fi
}

# take_results LOG: unpacks what the guest sent, and exits with its code.
take_results() {
    local code
    code=$(sed -n 's/^kernel-lab end //p' "$work/results.txt")
    sed -n '/^kernel-lab results$/,/^kernel-lab end /p' "$work/results.txt" | sed '1d;$d' | base64 -d 2>/dev/null |
        tar -xz --no-same-owner -C "$out" 2>/dev/null ||
        stop 5 "the results came back damaged. Console log: $1"
    cat "$out/stderr.txt" >&2
    echo "Kernel lab: exit code $code after $((SECONDS - start_seconds)) s; results and console log are in $out"
    exit "$code"
}
