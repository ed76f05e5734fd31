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

# What the scripts keep between their calls.
prepared=$home/target/run

# Succeeds when an artifact is missing or one of its sources is newer.
is_stale() {
    local artifact=$home/$1
    [[ ! -f $artifact || -n $(cd "$home" && find pom.xml "${@:2}" -newer "$artifact" -print -quit) ]]
}

# Succeeds when the program that starts the others is missing or older than a source.
launcher_is_stale() {
    is_stale launcher/target/launcher.jar {harness,local-kafka,launcher}/{pom.xml,src/main}
}

# Tests use the jars of the build that runs them. They must not mark it as current: sources may have changed since.
require_jars() {
    local module jar
    for module in "$@"; do
        jar=$home/$module/target/$module.jar
        [[ -f $jar ]] || fail "$jar does not exist; build it with mvn package, or unset SENSOR_RUN_WITHOUT_BUILD"
    done
}

# Maven writes into the jars of the launcher. A program that runs keeps the old ones open.
replace_open_jars() {
    local jar
    for jar in "$home"/launcher/target/{launcher.jar,lib/{harness,local-kafka}-*.jar}; do
        if [[ -f $jar ]]; then
            cp -p "$jar" "$jar.$$"
            mv -f "$jar.$$" "$jar"
        fi
    done
}

# Builds the modules $1, separated by commas, with the log $2. The other arguments are jars that are up to date then.
build() {
    local log=$prepared/$2 begin=$prepared/building.$$
    command -v mvn >/dev/null || fail "the build needs Maven, but mvn is not on the PATH"
    mkdir -p "$prepared"
    touch "$begin"
    replace_open_jars
    if ! (cd "$home" && mvn -q -B -DskipTests -pl "$1" -am package) >"$log" 2>&1; then
        rm -f "$begin"
        fail "the build failed: $(grep -m1 -E "ERROR.*(\.java|pom\.xml|resolve)|ERROR.* goal" "$log" || tail -n1 "$log") (see $log)"
    fi
    # The jars get the time when the build began: a source that changed during the build is newer.
    touch -c -r "$begin" "${@:3}" || fail "the time of the jars in $home/*/target cannot be set"
    rm -f "$begin"
}
