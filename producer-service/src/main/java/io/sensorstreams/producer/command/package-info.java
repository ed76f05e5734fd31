/**
 * Runs the commands on streams: create, replace, start, stop, pause and delete, on any
 * replica.
 */
@NullMarked
package io.sensorstreams.producer.command;

import org.jspecify.annotations.NullMarked;
