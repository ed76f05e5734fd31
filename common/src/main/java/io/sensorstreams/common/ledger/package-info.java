/**
 * The ledger: what is committed to which output file. The only package that decodes and
 * creates records of the topic sensor-ledger.
 */
@NullMarked
package io.sensorstreams.common.ledger;

import org.jspecify.annotations.NullMarked;
