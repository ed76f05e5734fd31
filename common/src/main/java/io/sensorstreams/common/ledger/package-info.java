/**
 * What is committed to which output file: the only writer and reader of the topic
 * sensor-ledger.
 */
@NullMarked
package io.sensorstreams.common.ledger;

import org.jspecify.annotations.NullMarked;
