package io.sensorstreams.producer.random;

import io.sensorstreams.producer.row.CellText;

/**
 * Makes the cells of one column of made-up rows.
 */
interface Column {

    /** Writes the column's cell of a row. */
    void write(CellText cell, Draw draw);

}
