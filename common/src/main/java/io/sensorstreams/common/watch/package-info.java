/**
 * Threads that hang: who reports them while the service runs, and who ends it all the
 * same when it stops.
 */
@NullMarked
package io.sensorstreams.common.watch;

import org.jspecify.annotations.NullMarked;
