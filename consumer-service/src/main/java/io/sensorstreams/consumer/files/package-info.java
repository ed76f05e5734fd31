/**
 * The ledger and the committed bytes of output files over HTTP.
 */
@NullMarked
package io.sensorstreams.consumer.files;

import org.jspecify.annotations.NullMarked;
