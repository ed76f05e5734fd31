package io.sensorstreams.producer.source;

class ReversedCsvRowsTest extends CsvRowsContract {

    @Override
    String ending() {
        return ".csv";
    }

    @Override
    Source.Order order() {
        return Source.Order.REVERSED;
    }

}
