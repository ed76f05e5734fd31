package io.sensorstreams.producer.source;

class ZstdObjectRowsIT extends ObjectRowsContract {

    @Override
    String ending() {
        return ".csv.zst";
    }

    @Override
    Source.Order order() {
        return Source.Order.FILE;
    }

}
