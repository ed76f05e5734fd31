/**
 * What is wanted of each stream: its spec and wanted state, stored in
 * {@code sensor-streams}.
 */
@NullMarked
package io.sensorstreams.producer.definition;

import org.jspecify.annotations.NullMarked;
