/**
 * The wire format: a row as the bytes of a record's value, key and headers. It lives only
 * here.
 */
@NullMarked
package io.sensorstreams.common.wire;

import org.jspecify.annotations.NullMarked;
