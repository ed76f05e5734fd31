/**
 * The loop of one consumer thread. Answers: how does a thread poll, write, force and
 * commit?
 */
@NullMarked
package io.sensorstreams.consumer.listen;

import org.jspecify.annotations.NullMarked;
