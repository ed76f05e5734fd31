# shellcheck shell=bash
# Functions of check.sh for brokers with TLS, users and ACLs. Source this file after pods.sh.
# shellcheck disable=SC2154 # pods.sh sets work, prefix and pods

need openssl
# A copy, because the documented commands write to secure/certificates.
mkdir -p "$work/project/secure" "$work/commands"
ln -s "$PWD"/secure/*.sh "$work/project/secure"
ln -s "$PWD/k8s/kubectl-docker.sh" "$work/commands/kubectl"
certificates=$work/project/secure/certificates

# documented N: runs the Nth block of commands in "Kafka with TLS and users" of docs/kubernetes.md. Commands for pods do nothing.
documented() {
  awk -v wanted="$1" '/^## /{ inside = $0 == "## Kafka with TLS and users" } inside && /^```/{ block = $0 == "```sh" ? ++n : 0; next }
    inside && block == wanted' docs/kubernetes.md >"$work/documented"
  [[ -s $work/documented ]] || fail "docs/kubernetes.md has no block $1 of commands in Kafka with TLS and users"
  [[ $1 == 1 ]] || cp -r "$work/secrets" "$work/secrets-before-$1"
  (cd "$work/project" && KUBECTL=$(command -v kubectl) PREFIX=$prefix SECRETS=$work/secrets PATH=$work/commands:$PATH bash -eu "$work/documented") \
    >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "the documented commands failed, block $1"; }
}

# as USER PASSWORD TOOL ARGUMENTS...: runs a tool of Kafka as a user, in the pod of the administrator. Prints all of its output. Passes
# standard input on.
as() {
  docker exec -i "$prefix-kafka-access-0" sh -c 'cat >/tmp/client.properties' <<SETTINGS
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="$1" password="$2";
ssl.truststore.type=PEM
ssl.truststore.location=/etc/kafka/secrets/ca.crt
SETTINGS
  docker exec -i "$prefix-kafka-access-0" "/opt/kafka/bin/kafka-$3.sh" --bootstrap-server kafka:9092 --command-config /tmp/client.properties "${@:4}" 2>&1
}
# The rows of the month are counted at the end, too.
rights_are_limited() {
  local password answer
  password=$(<"$work/secrets/kafka-client/consumer-service-password")
  answer=$(as consumer-service "$password" console-producer --sync --topic AIR <<<row || true)
  [[ $answer == *TopicAuthorizationException* ]] || fail "the consumer-service may write to AIR: $answer"
  answer=$(as consumer-service "$password" topics --delete --topic AIR </dev/null || true)
  [[ $answer == *TopicAuthorizationException* ]] || fail "the consumer-service may delete AIR: $answer"
  told "the consumer-service can neither write to AIR nor delete it"
}

# presented POD PORT: prints the serial number of the certificate that a broker presents, after a check of its authority and name.
presented() {
  openssl s_client -connect "$(address "$1"):$2" -CAfile "$certificates/ca.crt" -verify_return_error \
    -verify_hostname "$1.kafka-nodes.$(said kafka namespace).svc" </dev/null 2>/dev/null | openssl x509 -noout -serial
}
certificates_are_renewed() {
  local pod port
  for pod in $(printf '%s\n' "${pods[@]}" | grep '^kafka-[0-9]'); do
    cmp -s "$work/secrets/kafka-brokers/$pod.pem" "$work/secrets-before-2/kafka-brokers/$pod.pem" && fail "the certificate of $pod in Secret kafka-brokers is not renewed"
    for port in 9092 9093 9094; do
      [[ $(presented "$pod" "$port") == "$(openssl x509 -in "$certificates/$pod.crt" -noout -serial)" ]] \
        || fail "$pod does not present its renewed certificate at port $port"
    done
  done
  told "the brokers present their renewed certificates"
}
old_passwords_are_refused() {
  local user answer
  for user in producer-service consumer-service; do
    answer=$(as "$user" "$(<"$work/secrets-before-3/kafka-client/$user-password")" topics --list </dev/null || true)
    [[ $answer == *SaslAuthenticationException* ]] || fail "Kafka does not refuse the old password of user $user: $answer"
  done
  answer=$(as consumer-service "$(<"$work/secrets/kafka-client/consumer-service-password")" topics --list </dev/null) || fail "Kafka refuses the new password: $answer"
  [[ $answer == *AIR* ]] || fail "the consumer-service does not see topic AIR: $answer"
  told "old passwords are refused, new ones are valid"
}
