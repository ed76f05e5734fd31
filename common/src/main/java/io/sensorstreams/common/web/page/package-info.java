/**
 * Serves the page of a service: its files, its libraries, and what it must know of the
 * service.
 */
@NullMarked
package io.sensorstreams.common.web.page;

import org.jspecify.annotations.NullMarked;
