/** How are figures, ratios and the chart calculated and written? */
@NullMarked
package io.sensorstreams.bench.report;

import org.jspecify.annotations.NullMarked;
