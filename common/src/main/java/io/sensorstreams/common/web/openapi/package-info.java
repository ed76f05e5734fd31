/**
 * Describes the REST API of a service as an OpenAPI document, which is generated from the
 * controllers and their types. Answers: what must a request have, and what may be
 * returned?
 */
@NullMarked
package io.sensorstreams.common.web.openapi;

import org.jspecify.annotations.NullMarked;
