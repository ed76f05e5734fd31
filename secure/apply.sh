#!/usr/bin/env bash
# Makes users (SCRAM-SHA-512) and ACLs of a running Kafka match a file, with Kafka's own tools. Repeatable.
#
#   secure/apply.sh [OPTIONS] --bootstrap-server HOST:PORT
#
#   --command-config FILE   client settings of an administrator; default admin.properties next to this script
#   --acls FILE             users and their rights; default acls.txt next to this script
#   --topics A,B            topics of rows; default AIR,EARTH,WATER
#   --groups A,B            groups of the consumer-service; default the topics
#
# The password of user producer-service is KAFKA_PRODUCER_SERVICE_PASSWORD, or the content of the file that
# KAFKA_PRODUCER_SERVICE_PASSWORD_FILE names; those of other users likewise. A user without it keeps the password that Kafka
# has. To change a password, set it and run this again: open connections stay, later ones need the new password.
#
# ACLs of the users in the file that the file does not have are removed. Other users and their ACLs are left alone.
# KAFKA_BIN is the directory of kafka-acls.sh and kafka-configs.sh, by default that of the Kafka image, else the path.
#
# Exit 1 on a failure, 2 on wrong usage, 3 when a tool or a password is missing.
set -euo pipefail

usage() { sed -n '2,19s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { echo "$1" >&2; exit "${2-1}"; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

servers='' config=$here/admin.properties acls=$here/acls.txt topics=AIR,EARTH,WATER groups=''
while (($# > 0)); do
  case $1 in
    --help) usage; exit ;;
    --bootstrap-server) servers=${2:?--bootstrap-server needs an address}; shift 2 ;;
    --command-config) config=${2:?--command-config needs a file}; shift 2 ;;
    --acls) acls=${2:?--acls needs a file}; shift 2 ;;
    --topics) topics=${2:?--topics needs names}; shift 2 ;;
    --groups) groups=${2:?--groups needs names}; shift 2 ;;
    *) echo "unknown argument '$1'" >&2; usage >&2; exit 2 ;;
  esac
done
[[ -n $servers ]] || { usage >&2; exit 2; }
groups=${groups:-$topics}
for file in "$config" "$acls"; do [[ -r $file ]] || fail "cannot read $file" 2; done
for list in "$topics" "$groups"; do
  [[ $list =~ ^[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*$ ]] || fail "'$list' is no list of names, expected such as AIR,EARTH" 2
done

bin=${KAFKA_BIN:-/opt/kafka/bin}
[[ -n ${KAFKA_BIN-} || -x $bin/kafka-acls.sh ]] || bin=''
# tool NAME ARGUMENTS...: runs one of Kafka's tools, up to three times: a cluster that has just started may not answer in time.
# Prints the messages of the last attempt only if that fails.
tool() {
  local attempt
  for attempt in 1 2 3; do
    if "${bin:+$bin/}kafka-$1.sh" --bootstrap-server "$servers" --command-config "$config" "${@:2}" >"$work/out" 2>"$work/err" </dev/null; then
      return
    fi
    ((attempt == 3)) || grep -q 'TimeoutException' "$work/out" "$work/err" || break
  done
  cat "$work/out" "$work/err" | grep -vE '^[[:space:]]+at |^$' | head -n 5 >&2
  return 1
}
for tool in acls configs; do
  command -v "${bin:+$bin/}kafka-$tool.sh" >/dev/null \
    || fail "kafka-$tool.sh is missing: run this in a container of the Kafka image, or set KAFKA_BIN to the bin directory of a Kafka" 3
done

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# --- what is wanted: user|resource|pattern|name|operation, one a line ---------------------------------------------------
rules() { sed 's/#.*//' "$acls" | awk 'NF'; }
faults=$(rules | awk '
  NF != 4 { print "expected 4 words: " $0; next }
  $1 !~ /^[a-z][a-z0-9-]*$/ { print "no name of a user: " $1 }
  $2 !~ /^(topic|group|transactional-id|cluster)$/ { print "no kind of resource: " $2 }
  $4 !~ /^[A-Za-z]+(,[A-Za-z]+)*$/ { print "no operations: " $4 }')
[[ -z $faults ]] || fail "$acls: $faults" 2
expand() { # name
  case $1 in
    *'{topic}'*) for each in ${topics//,/ }; do echo "${1//\{topic\}/$each}"; done ;;
    *'{group}'*) for each in ${groups//,/ }; do echo "${1//\{group\}/$each}"; done ;;
    *) echo "$1" ;;
  esac
}
set -f
rules | while read -r user kind name operations; do
  for resource in $(expand "$name"); do
    pattern=LITERAL
    [[ $resource != ?*'*' ]] || pattern=PREFIXED resource=${resource%?}
    for operation in ${operations//,/ }; do
      echo "$user|$kind|$pattern|$resource|$operation"
    done
  done
done | sort -u >"$work/wanted"
users=$(rules | awk '!seen[$1]++ { print $1 }')

# --- passwords, before anything is changed ------------------------------------------------------------------------------
# password USER: prints the password that is given for a user; nothing when there is none.
password() {
  local variable file
  variable=KAFKA_$(tr 'a-z-' 'A-Z_' <<<"$1")_PASSWORD
  file=${variable}_FILE
  if [[ -n ${!file-} ]]; then
    [[ -r ${!file} ]] || fail "$file is '${!file}', which cannot be read" 3
    cat "${!file}"
  else
    printf %s "${!variable-}"
  fi
}
tool configs --describe --entity-type users || fail "Kafka at $servers does not list its users: see the message above"
mv "$work/out" "$work/users"
for user in $users; do
  given=$(password "$user")
  # Only characters that need no quotes in properties, JAAS and .env files.
  if [[ -z $given ]]; then
    grep -q "'$user'.*SCRAM-SHA-512" "$work/users" \
      || fail "user $user is new and has no password: set KAFKA_$(tr 'a-z-' 'A-Z_' <<<"$user")_PASSWORD" 3
  elif [[ ! $given =~ ^[A-Za-z0-9._~+/=@%^:-]{12,128}$ ]]; then
    fail "the password of user $user has ${#given} characters or an unusable one, expected 12 to 128 of letters, digits and . _ ~ + / = @ % ^ : -" 2
  fi
done

# --- ACLs ---------------------------------------------------------------------------------------------------------------
# listed: the ACLs that Kafka has for the users, in the form of the wanted ones.
principals=()
for user in $users; do principals+=(--principal "User:$user"); done
tool acls --list "${principals[@]}" || fail "Kafka at $servers does not list its ACLs: see the message above"
awk '
  function of(key,  rest) { rest = substr($0, index($0, key "=") + length(key) + 1); sub(/[,)].*/, "", rest); return rest }
  function pascal(text,  i, n, word, words, all) {
    n = split(tolower(text), words, "_"); all = ""
    for (i = 1; i <= n; i++) all = all toupper(substr(words[i], 1, 1)) substr(words[i], 2)
    return all
  }
  /ResourcePattern\(/ { kind = tolower(of("resourceType")); sub(/_/, "-", kind); name = of("name"); pattern = of("patternType") }
  /principal=User:/ {
    user = of("principal"); sub(/^User:/, "", user)
    print user "|" kind "|" pattern "|" name "|" (of("permissionType") == "ALLOW" ? "" : "denied:") (of("host") == "*" ? "" : "one-host:") pascal(of("operation"))
  }' "$work/out" | grep -v '|denied:' | sort -u >"$work/has" || true
if grep '|one-host:' "$work/has" >&2; then
  fail "these ACLs allow something to a single host, which this script does not do: remove them with kafka-acls.sh"
fi

# change ACTION FILE: adds or removes ACLs, those of one user and kind with the same operations by one call.
change() {
  local user kind pattern operations names name operation arguments
  awk -F'|' '{ key = $1 "|" $2 "|" $3 "|" $4; if (!(key in all)) order[++n] = key; all[key] = all[key] "," $5 }
    END { for (i = 1; i <= n; i++) { key = order[i]; split(key, part, "|")
      group = part[1] "|" part[2] "|" part[3] "|" substr(all[key], 2)
      if (!(group in names)) groups[++m] = group; names[group] = names[group] "," part[4] }
      for (i = 1; i <= m; i++) print groups[i] "|" substr(names[groups[i]], 2) }' "$2" >"$work/calls"
  while IFS='|' read -r user kind pattern operations names; do
    arguments=()
    for name in ${names//,/ }; do
      if [[ $kind == cluster ]]; then arguments+=(--cluster); else arguments+=("--$kind" "$name"); fi
    done
    for operation in ${operations//,/ }; do arguments+=(--operation "$operation"); done
    [[ $1 != --remove ]] || arguments+=(--force)
    tool acls "$1" --allow-principal "User:$user" --resource-pattern-type "$pattern" "${arguments[@]}" \
      || fail "Kafka did not accept an ACL of user $user: see the message above"
    printf '%s  %-16s %-16s %-8s %s: %s\n' "${1#--}" "$user" "$kind" "$pattern" "$names" "$operations"
  done <"$work/calls"
}
comm -13 "$work/has" "$work/wanted" >"$work/missing"
comm -23 "$work/has" "$work/wanted" >"$work/surplus"
change --add "$work/missing"
change --remove "$work/surplus"

# --- users --------------------------------------------------------------------------------------------------------------
for user in $users; do
  given=$(password "$user")
  [[ -n $given ]] || { echo "user $user: password kept"; continue; }
  # In a file, because everybody can read the arguments of a process.
  printf 'SCRAM-SHA-512=iterations=8192,password=%s\n' "$given" >"$work/password"
  tool configs --alter --entity-type users --entity-name "$user" --add-config-file "$work/password" 2>"$work/message" \
    || { message=$(<"$work/message"); echo "${message//"$given"/***}" >&2; fail "Kafka did not accept the password of user $user: see the message above"; }
  echo "user $user: password set"
done
echo "$(wc -l <"$work/wanted" | tr -d ' ') ACLs in force, $(wc -l <"$work/missing" | tr -d ' ') added, $(wc -l <"$work/surplus" | tr -d ' ') removed"
