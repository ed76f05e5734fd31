# shellcheck shell=bash
# Functions of the scripts in this directory, which define fail and source this file.

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

# Succeeds when one of the arguments is --help or -h. The help needs no build.
asks_for_help() {
    local argument
    for argument in "$@"; do
        if [[ $argument == --help || $argument == -h ]]; then return 0; fi
    done
    return 1
}
