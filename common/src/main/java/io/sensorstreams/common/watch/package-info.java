/**
 * Detection of blocked threads while the service runs, and a time limit for its shutdown.
 */
@NullMarked
package io.sensorstreams.common.watch;

import org.jspecify.annotations.NullMarked;
