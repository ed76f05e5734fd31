/**
 * Access to a Kafka with TLS, users and ACLs. Answers: why does Kafka refuse this
 * service, and what should be done?
 */
@NullMarked
package io.sensorstreams.common.access;

import org.jspecify.annotations.NullMarked;
