/**
 * Assignment of partitions to members. Answers: which member of a group reads which
 * partition?
 */
@NullMarked
package io.sensorstreams.consumer.balance;

import org.jspecify.annotations.NullMarked;
