/**
 * Takes a stopped group back to an earlier offset, files and all.
 */
@NullMarked
package io.sensorstreams.consumer.replay;

import org.jspecify.annotations.NullMarked;
