# shellcheck shell=bash
# What kernel-lab.sh is asked for. Sourced by it.
# shellcheck disable=SC2034 # The other parts use these.

kernel='' modules='' cpus=2 memory=$((1 << 30)) device=zram append='' timeout=3m accelerator=auto out=''
program=() # the options of swapstress
bytes=     # the region's size, which is the swap device's

usage() {
    cat <<'HELP'
Usage: kernel-lab.sh --kernel BZIMAGE [OPTIONS] [-- SWAPSTRESS OPTIONS]

Boots a kernel in QEMU and runs `swapstress --backend kernel` in it, on a swap device with one slot fewer than the
region has pages. No root (but access to /dev/kvm makes it fast), no network, no disk image.

  --kernel BZIMAGE   the kernel, for x86-64: arch/x86/boot/bzImage, or /boot/vmlinuz-VERSION
  --modules DIR      its modules, lib/modules/VERSION; zram or brd, and what they depend on, is taken from there.
                     Not needed where the kernel has them built in
  --cpus N           the guest's processors (2)
  --memory SIZE      the guest's memory (1G; at least 512M)
  --device zram|brd  what it swaps to (zram)
  --append "..."     more for the kernel's command line; may be given again
  --timeout DUR      the longest that the guest may take (3m), as 90s, 3m or 1h
  --accel kvm|tcg    hardware virtualization or emulation (default: kvm where it boots this kernel, else tcg)
  --out DIR          where run.json, rounds.jsonl, stdout.txt and console.log go (results/<utc>-kernel-lab)

Exit codes: those of swapstress in the guest (0 clean, 1 data lost, ...); 2 usage; 3 the kernel or this machine lacks
something; 5 the guest panicked, or was not done in time; 130 interrupted. docs/GUIDE.md says what a kernel needs.
HELP
}

usage_error() { stop 2 "$1 See 'kernel-lab.sh --help'."; }

parse_options() {
    local name value
    while [ $# -gt 0 ]; do
        name=${1%%=*}
        case $1 in
        -h | --help) usage && exit 0 ;;
        --) shift && program=("$@") && break ;;
        --kernel | --modules | --cpus | --memory | --device | --append | --timeout | --accel | --out)
            [ $# -gt 1 ] && [ "$2" != -- ] || usage_error "option '$1' needs a value."
            value=$2
            shift
            ;;
        --kernel=* | --modules=* | --cpus=* | --memory=* | --device=* | --append=* | --timeout=* | --accel=* | --out=*)
            value=${1#*=}
            ;;
        -[!-]*) usage_error "unknown option '$1'." ;;
        --*) usage_error "unknown option '$name'; options of swapstress go after --, as in '-- $name'." ;;
        *) usage_error "unexpected argument '$1'; write --kernel $1 for a kernel." ;;
        esac
        shift
        take_option "$name" "$value"
    done
    check_kernel
    check_program
    out=${out:-results/$(date -u +%Y%m%dT%H%M%SZ)-kernel-lab}
    [ ! -e "$out" ] || [ -d "$out" ] || usage_error "--out $out is a file; name a directory."
    [ ! -e "$out/run.json" ] || usage_error "--out $out has a run.json already; name another directory."
}

# take_option NAME VALUE
take_option() {
    case $1 in
    --kernel) kernel=$2 ;;
    --modules)
        [ -d "$2" ] || usage_error "--modules $2 is no directory; write the path of lib/modules/VERSION."
        modules=$2
        ;;
    --cpus)
        [[ $2 =~ ^[1-9][0-9]{0,2}$ && $2 -le 255 ]] || usage_error "--cpus '$2' is no number from 1 to 255."
        cpus=$2
        ;;
    --memory)
        memory=$(parse_size --memory "$2") || exit
        [ "$memory" -ge $((512 << 20)) ] || usage_error "--memory $2 is too small; the smallest is 512M."
        ;;
    --device)
        [[ $2 =~ ^(zram|brd)$ ]] || usage_error "unknown --device '$2'; write zram or brd."
        device=$2
        ;;
    --append) append="$append $2" ;;
    --timeout)
        [[ $2 =~ ^[0-9]{1,6}[smh]$ && $2 =~ [1-9] ]] ||
            usage_error "--timeout '$2' is no duration; write it as 90s, 3m or 1h."
        timeout=$2
        ;;
    --accel)
        [[ $2 =~ ^(kvm|tcg)$ ]] || usage_error "unknown --accel '$2'; write kvm or tcg, or leave it out."
        accelerator=$2
        ;;
    --out)
        [ -n "$2" ] || usage_error "--out is empty; name a directory."
        out=$2
        ;;
    esac
}

# parse_size NAME TEXT: prints bytes. Sizes are written as for swapstress.
parse_size() {
    local -A shift=([K]=10 [M]=20 [G]=30 [T]=40)
    [[ ${2^^} =~ ^([0-9]{1,7})(([KMGT])(I?B)?)?$ ]] ||
        usage_error "$1 '$2' is no size; write it as 512M or 4G."
    echo $((10#${BASH_REMATCH[1]} << ${shift[${BASH_REMATCH[3]:-none}]:-0}))
}

check_kernel() {
    [ -n "$kernel" ] || usage_error "which kernel? Write --kernel arch/x86/boot/bzImage, or --kernel /boot/vmlinuz-VERSION."
    [ -f "$kernel" ] || usage_error "--kernel $kernel: no such file."
    [ -r "$kernel" ] || usage_error "--kernel $kernel cannot be read."
    # The header of the x86 boot protocol.
    [ "$(tail -c +515 "$kernel" | head -c 4 | tr -d '\0')" = HdrS ] ||
        usage_error "--kernel $kernel is no bzImage for x86; write the path of arch/x86/boot/bzImage or a vmlinuz."
}

# What the guest cannot have, or what would undo the lab. Everything else swapstress checks itself.
check_program() {
    local option region=32M i
    [ "${program[0]-}" != run ] || program=("${program[@]:1}")
    for i in "${!program[@]}"; do
        option=${program[i]}
        case $option in
        *[[:cntrl:]]*) usage_error "a swapstress option has a control character in it; leave it out." ;;
        --out | --out=*) usage_error "--out is the lab's own option; write it before --." ;;
        --backend | --backend=*) usage_error "--backend is kernel here; leave it out." ;;
        --content=file:* | file:*) usage_error "$option is not in the guest; write --content runtime, zero or random." ;;
        --region) region=${program[i + 1]-} ;;
        --region=*) region=${option#*=} ;;
        -*) ;;
        *) [ "$i" -gt 0 ] || usage_error "the lab runs swapstress' verb 'run' only; leave '$option' out." ;;
        esac
    done
    bytes=$(parse_size --region "$region") || exit
    [ $((bytes % 4096)) -eq 0 ] || usage_error "--region $region is no whole number of 4096-byte pages."
    [ "$bytes" -ge 40960 ] || usage_error "--region $region is too small; the smallest swap of a kernel is 40K."
}
