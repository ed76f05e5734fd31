/**
 * The ledger and the committed bytes of output files over HTTP. Answers: which files are
 * there, and what is in them?
 */
@NullMarked
package io.sensorstreams.consumer.files;

import org.jspecify.annotations.NullMarked;
