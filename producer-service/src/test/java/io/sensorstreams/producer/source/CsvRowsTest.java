package io.sensorstreams.producer.source;

class CsvRowsTest extends CsvRowsContract {

    @Override
    String ending() {
        return ".csv";
    }

    @Override
    Source.Order order() {
        return Source.Order.FILE;
    }

}
