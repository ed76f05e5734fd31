/**
 * Topics that the services create, and compacted topics read as tables.
 */
@NullMarked
package io.sensorstreams.common.topic;

import org.jspecify.annotations.NullMarked;
