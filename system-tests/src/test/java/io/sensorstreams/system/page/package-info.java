/**
 * Tests the pages of both packaged services in Chromium, with a real broker, as a user
 * sees and uses them.
 */
@NullMarked
package io.sensorstreams.system.page;

import org.jspecify.annotations.NullMarked;
