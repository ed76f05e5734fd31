/**
 * How are objects of an S3 store read and written, and what does a failure of the store
 * mean?
 */
@NullMarked
package io.sensorstreams.common.objects;

import org.jspecify.annotations.NullMarked;
