package io.sensorstreams.producer.source;

class ReversedGzipCsvRowsTest extends CsvRowsContract {

    @Override
    String ending() {
        return ".csv.gz";
    }

    @Override
    Source.Order order() {
        return Source.Order.REVERSED;
    }

}
