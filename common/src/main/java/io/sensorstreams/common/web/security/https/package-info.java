/**
 * Checks the certificates of HTTPS, at the start and when their files change.
 */
@NullMarked
package io.sensorstreams.common.web.security.https;

import org.jspecify.annotations.NullMarked;
