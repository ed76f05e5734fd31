package io.sensorstreams.producer.source;

class ZstdCsvRowsTest extends CsvRowsContract {

    @Override
    String ending() {
        return ".csv.zst";
    }

    @Override
    Source.Order order() {
        return Source.Order.FILE;
    }

}
