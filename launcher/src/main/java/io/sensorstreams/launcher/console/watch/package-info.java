/**
 * How does a user watch rows while they are sent and written?
 */
@NullMarked
package io.sensorstreams.launcher.console.watch;

import org.jspecify.annotations.NullMarked;
