/**
 * Checks what is delivered: the libraries in the packaged jars, their licences, and that
 * equal sources give equal jars.
 */
@NullMarked
package io.sensorstreams.supply;

import org.jspecify.annotations.NullMarked;
