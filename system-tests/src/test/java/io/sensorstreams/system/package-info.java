/**
 * Both packaged services and real brokers, judged from outside: the judges share no code
 * with the services.
 */
@NullMarked
package io.sensorstreams.system;

import org.jspecify.annotations.NullMarked;
