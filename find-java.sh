# shellcheck shell=bash
# What the scripts in this directory share.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    printf './%s: %s\n' "${0##*/}" "$1" >&2
    exit 3
}

# Prints docs/help/$1.txt and exits when one of the other arguments is --help or -h. The help needs no build.
show_help() {
    local argument
    for argument in "${@:2}"; do
        if [[ $argument == --help || $argument == -h ]]; then
            exec cat "$home/docs/help/$1.txt"
        fi
    done
}

# Sets java, java_version and java_major; fails when there is no Java 17 or later.
find_java() {
    local from=''
    if [[ -n ${JAVA_HOME:-} ]]; then
        java=$JAVA_HOME/bin/java
        from=" (from JAVA_HOME)"
        [[ -f $java && -x $java ]] || fail "JAVA_HOME is '$JAVA_HOME', which has no bin/java; set it to the directory of a JDK 17 or later, or unset it"
    else
        java=$(command -v java || true)
        [[ -x $java ]] || fail "no Java found; install a JDK 17 or later, or set JAVA_HOME"
    fi
    java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' || true)
    java_major=${java_version%%[.-]*}
    [[ $java_major =~ ^[0-9]+$ && $java_major -ge 17 ]] || fail "$java$from is Java ${java_version:-of no known version}, expected 17 or later"
}

# Packages with the given options of Maven.
package() {
    local log
    log=$(mktemp)
    (cd "$home" && mvn -q -B -DskipTests "$@" package) >"$log" 2>&1 || fail "the build failed, see $log"
    rm -f "$log"
}
