/**
 * Which request bodies does a service read? Limits their size, their content and the time
 * that they take.
 */
@NullMarked
package io.sensorstreams.common.web.body;

import org.jspecify.annotations.NullMarked;
