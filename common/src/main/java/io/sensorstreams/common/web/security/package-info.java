/**
 * Security of HTTP: checks hosts, origins, users and passwords.
 */
@NullMarked
package io.sensorstreams.common.web.security;

import org.jspecify.annotations.NullMarked;
