/**
 * Who may call a service? Checks hosts, origins, users and passwords.
 */
@NullMarked
package io.sensorstreams.common.web.security;

import org.jspecify.annotations.NullMarked;
