# shellcheck shell=bash
# The initramfs of kernel-lab.sh: init, busybox, swapstress with its libraries, modules. Sourced by it.
# shellcheck disable=SC2154 # Set by the others.

# What the run needs on this machine.
require_tools() {
    local tool missing=()
    for tool in qemu-system-x86_64 busybox cpio dotnet flock; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    [ "${#missing[@]}" -eq 0 ] ||
        stop 3 "not found: ${missing[*]}; on Debian: apt install qemu-system-x86 busybox-static cpio util-linux; dotnet is the .NET SDK 10."
}

# ReadyToRun, because compiling at start-up is slow under emulation. Built elsewhere than other builds, so that they do not
# disturb each other, one at a time, and kept, so that the next run need not build again.
publish() {
    progress "publishing swapstress for linux-x64"
    mkdir -p "$here/../artifacts"
    flock "$here/../artifacts/kernel-lab.lock" dotnet publish "$here/../stress" -c Release -r linux-x64 \
        --self-contained -p:PublishReadyToRun=true -v q --artifacts-path "$here/../artifacts/kernel-lab" \
        -o "$work/root/app" >"$work/publish.log" 2>&1 </dev/null || {
        cat "$work/publish.log" >&2
        stop 3 "swapstress could not be published."
    }
    # Debuggers' and tracers' parts, and documentation.
    rm -f "$work"/root/app/{*.pdb,*.xml,createdump,libmscor*.so,libcoreclrtraceptprovider.so,libclrgc*.so}
}

pack_initramfs() {
    local root=$work/root
    mkdir -p "$root"/{bin,dev,proc,sys,tmp,lab/modules}
    cp "$here/kernel-lab/init" "$root/init"
    chmod 755 "$root/init"
    cp -L "$(command -v busybox)" "$root/bin/busybox"
    copy_libraries "$root/bin/busybox" "$root"/app/swapstress "$root"/app/*.so
    pack_modules
    # The guest writes to a directory of the same name, so that what the program says of it is right here too.
    printf 'device=%s bytes=%s cpus=%s out=%s\n' "$device" "$bytes" "$cpus" "$(quote "$out")" >"$root/lab/config"
    guest_command >"$root/lab/command"
    # Not compressed: QEMU copies it in no time, and a kernel under emulation would unpack it for seconds.
    (cd "$root" && find . -print0 | cpio --null --create --format=newc --owner=0:0 --quiet) >"$work/initramfs"
}

# copy_libraries FILE...: what they are linked with, to where they look for it.
copy_libraries() {
    local library
    { ldd "$@" 2>/dev/null || true; } | sed -n 's/^[^/]*\(\/[^ ]*\) (0x.*/\1/p' | sort -u | while read -r library; do
        case $library in "$work"/*) continue ;; esac
        mkdir -p "$work/root${library%/*}"
        cp -L "$library" "$work/root$library"
    done
}

# The modules that may be wanted, each after those it depends on, in modules.order with their arguments.
pack_modules() {
    : >"$work/root/lab/modules.order"
    [ -n "$modules" ] || return 0
    if [ "$device" = brd ]; then
        pack_module brd "rd_nr=1 rd_size=$((bytes / 1024))"
        return
    fi
    # Older zrams compress by way of the crypto API, and ask for its modules by names that only modprobe knows.
    for module in lz4 lzo lzo-rle zstd zram; do pack_module "$module"; done
}

# pack_module NAME [ARGUMENTS]: nothing, if there is none: then it is built in, or the init will miss it.
# The dependencies are read from the module itself: modules.dep is not part of a kernel package.
pack_module() {
    local name=${1//-/_} file dependency target
    target=$work/root/lab/modules/$name.ko
    [ ! -e "$target" ] || return 0
    file=$(find "$modules/" -name "${name//_/[-_]}.ko*" -print -quit)
    case $file in
    '') return 0 ;;
    *.ko) cp "$file" "$target" ;;
    *.gz) gzip -dc "$file" >"$target" ;;
    *.xz) xz -dc "$file" >"$target" ;;
    *.zst) zstd -dcq "$file" >"$target" ;;
    esac || stop 3 "$file could not be unpacked; is its decompressor installed?"
    for dependency in $(tr '\0' '\n' <"$target" | sed -n 's/^depends=//p' | tr ',' ' '); do
        pack_module "$dependency"
    done
    echo "$name ${2-}" >>"$work/root/lab/modules.order"
}

# The run, as a shell script.
guest_command() {
    local word
    printf 'exec /app/swapstress run --backend kernel --no-progress'
    for word in --out "$out" "${program[@]}"; do printf ' %s' "$(quote "$word")"; done
    echo
}

# quote WORD: as a word of any shell.
quote() { printf "'%s'" "${1//\'/\'\\\'\'}"; }
