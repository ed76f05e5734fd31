package io.sensorstreams.producer.source;

class GzipCsvRowsTest extends CsvRowsContract {

    @Override
    String ending() {
        return ".csv.gz";
    }

    @Override
    Source.Order order() {
        return Source.Order.FILE;
    }

}
