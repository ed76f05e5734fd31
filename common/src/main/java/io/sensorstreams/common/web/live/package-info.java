/**
 * Sends rows to clients as they pass. Answers: how do many clients watch rows without
 * slowing down what they watch?
 */
@NullMarked
package io.sensorstreams.common.web.live;

import org.jspecify.annotations.NullMarked;
