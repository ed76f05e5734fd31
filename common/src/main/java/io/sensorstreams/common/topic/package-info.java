/**
 * Creates topics, and reads compacted topics as tables.
 */
@NullMarked
package io.sensorstreams.common.topic;

import org.jspecify.annotations.NullMarked;
