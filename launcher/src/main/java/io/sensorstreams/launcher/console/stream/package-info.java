/**
 * How does a user create and control streams?
 */
@NullMarked
package io.sensorstreams.launcher.console.stream;

import org.jspecify.annotations.NullMarked;
