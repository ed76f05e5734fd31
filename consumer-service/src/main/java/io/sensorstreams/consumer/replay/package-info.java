/**
 * Replays and skips of stopped groups. Answers: how does a group move to another offset,
 * together with its files?
 */
@NullMarked
package io.sensorstreams.consumer.replay;

import org.jspecify.annotations.NullMarked;
