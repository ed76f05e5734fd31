/**
 * Settings of the consumer-service. Answers: where are files written, and how often are
 * they committed?
 */
@NullMarked
package io.sensorstreams.consumer.setting;

import org.jspecify.annotations.NullMarked;
