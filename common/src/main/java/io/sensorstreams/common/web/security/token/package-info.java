/**
 * Checks bearer tokens of an issuer (OIDC): who sends a request, and which role does the
 * token have?
 */
@NullMarked
package io.sensorstreams.common.web.security.token;

import org.jspecify.annotations.NullMarked;
