#!/usr/bin/env bash
# Makes a certificate authority and the certificates that it signs, for Kafka brokers and their administrator.
#
#   secure/certificates.sh [OPTIONS] DIR NAME...
#
#   --san SAN       further host name or IP address of every certificate, such as localhost. {} stands for NAME. Repeatable.
#                   Without it, an existing certificate keeps its names
#   --renew         makes new keys and certificates, signed by the same authority
#   --days N        days that a certificate is valid; default 397. The authority is valid for ten years
#   --owner USER    owner of the files, such as 1000:1000, the user of the Kafka image. Needs root
#
# DIR gets ca.crt and ca.key if they are missing. Each NAME, which is the common name (CN), too, gets:
#   NAME.crt, NAME.key       certificate and private key (PKCS#8), PEM
#   NAME/keystore.pem        both in one file, as Kafka reads them
#   NAME/ca.crt              copy of ca.crt: the directory NAME has all that NAME may have
# clients/ca.crt is for programs that only trust the brokers. An existing certificate is kept if ca.crt has signed it, it has all
# names and it is valid for 30 more days; otherwise a new one is made. Private keys have mode 600. Keep ca.key away from brokers
# and services.
#
# Exit 1 on a failure, 2 on wrong usage, 3 when openssl is missing.
set -euo pipefail

usage() { sed -n '2,21s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { echo "$1" >&2; exit "${2-1}"; }
name='[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?'
is_host() { [[ $1 =~ ^(\*\.)?$name(\.$name)*$ ]]; }
is_address() { [[ $1 =~ ^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$ || $1 =~ ^[0-9a-fA-F:]+:[0-9a-fA-F:]*$ ]]; }

sans=() renew='' days=397 owner=''
while (($# > 0)); do
  case $1 in
    --help) usage; exit ;;
    --san) sans+=("${2:?--san needs a name}"); shift 2 ;;
    --renew) renew=yes; shift ;;
    --days) days=${2:?--days needs a number}; shift 2 ;;
    --owner) owner=${2:?--owner needs a user}; shift 2 ;;
    -*) echo "unknown option '$1'" >&2; usage >&2; exit 2 ;;
    *) break ;;
  esac
done
(($# >= 2)) || { usage >&2; exit 2; }
directory=$1
shift
[[ $days =~ ^[1-9][0-9]{0,3}$ ]] || fail "--days is '$days', expected a number from 1 to 9999" 2
for host in "$@"; do
  if ! is_host "$host" || [[ $host == \** ]]; then fail "NAME is '$host', expected a host name such as kafka1" 2; fi
  [[ $host != ca && $host != clients ]] || fail "NAME is '$host', which is the name of other files in DIR" 2
  ((${#host} <= 64)) || fail "NAME is '$host', which has ${#host} characters; a common name has at most 64" 2
done
for san in ${sans[@]+"${sans[@]}"}; do
  filled=${san//\{\}/$1}
  is_host "$filled" || is_address "$filled" || fail "--san is '$san', expected a host name or an IP address" 2
done
command -v openssl >/dev/null || fail "openssl is missing: install it, such as by apt-get install openssl, or brew install openssl" 3

umask 077
[[ -d $directory ]] || { mkdir -p "$directory" && chmod 755 "$directory"; }
work=$(mktemp -d "$directory/.new-XXXXXX")
trap 'rm -rf "$work"' EXIT

# quietly COMMAND...: prints the messages of openssl only when it fails.
quietly() { "$@" 2>"$work/log" || { cat "$work/log" >&2; fail "openssl failed: $1 $2"; }; }
new_key() { quietly openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
serial() { echo "0x$(openssl rand -hex 16 | sed 's/^./4/')"; }
# publish FILE [AS]: moves a file from $work to $directory. A reader sees the old or the new file, never a part.
publish() {
  if [[ $1 == *.crt ]]; then chmod 644 "$work/$1"; fi
  [[ -z $owner ]] || chown "$owner" "$work/$1"
  mv "$work/$1" "$directory/${2-$1}"
}
# room NAME: a directory in $directory with a copy of ca.crt.
room() {
  [[ -d $directory/$1 ]] || { mkdir "$directory/$1" && chmod 755 "$directory/$1"; }
  cmp -s "$directory/ca.crt" "$directory/$1/ca.crt" || { cp "$directory/ca.crt" "$work/copy.crt" && publish copy.crt "$1/ca.crt"; }
}
# existing HOST: the names of the certificate that exists, one a line.
existing() {
  openssl x509 -in "$directory/$1.crt" -noout -text | sed -n '/Subject Alternative Name/{n;p;}' | tr ',' '\n' | sed 's/^ *//; s/^IP Address:/IP:/'
}
# alternatives HOST: the names that a certificate gets, one a line. Without --san, those that it had.
alternatives() {
  local san
  if ((${#sans[@]} == 0)) && [[ -e $directory/$1.crt ]]; then
    existing "$1"
    return
  fi
  for san in "$1" ${sans[@]+"${sans[@]}"}; do
    san=${san//\{\}/$1}
    if is_address "$san"; then echo "IP:$san"; else echo "DNS:$san"; fi
  done | awk '!seen[$0]++'
}

if [[ ! -e $directory/ca.crt && ! -e $directory/ca.key ]]; then
  new_key "$work/ca.key"
  cat >"$work/ca.cnf" <<'CONFIG'
[req]
distinguished_name = subject
prompt = no
x509_extensions = authority
[subject]
CN = Sensor Streams Kafka CA
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
CONFIG
  quietly openssl req -new -x509 -sha256 -days 3650 -key "$work/ca.key" -config "$work/ca.cnf" -out "$work/ca.crt"
  # The authority's key belongs to the caller, whoever owns the other files.
  mv "$work/ca.key" "$directory/ca.key"
  publish ca.crt
  echo "ca.crt: new authority"
elif [[ ! -e $directory/ca.crt || ! -e $directory/ca.key ]]; then
  fail "$directory has only one of ca.crt and ca.key: restore the other one, or remove it for a new authority"
fi
openssl x509 -in "$directory/ca.crt" -noout -checkend $((days * 86400)) >/dev/null \
  || fail "$directory/ca.crt ends before a certificate of $days days would: use --days, or another directory for a new authority"
[[ $(openssl x509 -in "$directory/ca.crt" -noout -pubkey) == "$(openssl pkey -in "$directory/ca.key" -pubout)" ]] \
  || fail "$directory/ca.key is not the key of ca.crt: restore the right one"

# outdated HOST: prints why a certificate must be made; nothing when the one that exists is good.
outdated() {
  local crt=$directory/$1.crt has wanted
  [[ -e $crt && -e $directory/$1.key && -e $directory/$1/keystore.pem ]] || { echo new; return; }
  [[ -z $renew ]] || { echo renewed; return; }
  openssl verify -CAfile "$directory/ca.crt" "$crt" >/dev/null 2>&1 || { echo "new, ca.crt has not signed the old one"; return; }
  openssl x509 -in "$crt" -noout -checkend $((30 * 86400)) >/dev/null || { echo "new, the old one ends within 30 days"; return; }
  # An address of IPv6 can be written in several ways.
  has=$(existing "$1" | grep -v '^IP:.*:' | sort)
  wanted=$(alternatives "$1" | grep -v '^IP:.*:' | sort)
  [[ $has == "$wanted" ]] || echo "new, the old one has other names"
}

room clients
for host in "$@"; do
  room "$host"
  reason=$(outdated "$host")
  [[ -n $reason ]] || { echo "$host.crt: kept"; continue; }
  new_key "$work/$host.key"
  cat >"$work/$host.cnf" <<CONFIG
[req]
distinguished_name = subject
prompt = no
[subject]
CN = $host
[certificate]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
# Brokers are clients of other brokers, too.
extendedKeyUsage = serverAuth, clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = $(alternatives "$host" | paste -sd, -)
CONFIG
  quietly openssl req -new -sha256 -key "$work/$host.key" -config "$work/$host.cnf" -out "$work/$host.csr"
  quietly openssl x509 -req -sha256 -in "$work/$host.csr" -CA "$directory/ca.crt" -CAkey "$directory/ca.key" -set_serial "$(serial)" \
    -days "$days" -extfile "$work/$host.cnf" -extensions certificate -out "$work/$host.crt"
  cat "$work/$host.key" "$work/$host.crt" >"$work/$host.pem"
  publish "$host.key"
  publish "$host.crt"
  publish "$host.pem" "$host/keystore.pem"
  echo "$host.crt: $reason"
done
