package io.sensorstreams.producer.random;

import io.sensorstreams.producer.row.CellText;

/**
 * Writes the cells of one column of generated rows.
 */
interface Column {

    /** Writes the cell of a row. */
    void write(CellText cell, Draw draw);

}
