/**
 * JSON formats that request bodies and stored specs share.
 */
@NullMarked
package io.sensorstreams.common.json;

import org.jspecify.annotations.NullMarked;
