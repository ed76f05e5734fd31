package io.sensorstreams.producer.random;

import io.sensorstreams.producer.row.CellText;

interface Column {

    void write(CellText cell, Draw draw);

}
