# shellcheck shell=bash
# What scripts/demo and scripts/test share. Sourced, from the top of the repository.

# Compiled objects are found again from another folder too (a second clone, a CI job).
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

# jobs_for MIB: how many compilers to run at once, one a core as long as each gets MIB of memory.
# A file that includes Asio takes 0.7 GB, and 1.2 GB with sanitizers.
jobs_for() {
    local mib=$1 free limit cores n
    free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    if read -r limit 2>/dev/null </sys/fs/cgroup/memory.max && [[ $limit != max ]]; then
        limit=$((limit / 1048576))
        free=$((limit < free ? limit : free))
    fi
    cores=$(nproc)
    n=$((free / mib))
    echo $((n < 1 ? 1 : n > cores ? cores : n))
}

# configure PRESET [CMAKE-ARGUMENT...]: shows CMake's output only where it fails.
configure() {
    local preset=$1 launcher=() output
    shift
    if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
    if ! output=$(cmake --preset "$preset" "${launcher[@]}" "$@" 2>&1); then
        printf '%s\n' "$output"
        return 1
    fi
}

# build PRESET MIB [TARGET...]: one moving line on a terminal, a line every tenth elsewhere.
build() {
    local preset=$1 mib=$2 ninja
    shift 2
    ninja=(ninja -C "build/$preset" -j "$(jobs_for "$mib")" -k 0 "$@")
    if [[ -t 1 ]]; then
        NINJA_STATUS='  [%f/%t] ' "${ninja[@]}"
    else
        NINJA_STATUS='[%f/%t] ' "${ninja[@]}" 2>&1 | every_tenth
    fi
}

every_tenth() {
    local line tenth last=0
    while IFS= read -r line; do
        if [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\  ]]; then
            tenth=$((BASH_REMATCH[1] * 10 / BASH_REMATCH[2]))
            if ((tenth > last)); then echo "  ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]} built"; fi
            last=$tenth
        elif [[ $line != 'ninja: '[EWn]* ]]; then
            printf '%s\n' "$line"
        fi
    done
}
