/**
 * Tests both packaged services with real brokers from outside. The checks share no code
 * with the services.
 */
@NullMarked
package io.sensorstreams.system;

import org.jspecify.annotations.NullMarked;
