package io.sensorstreams.producer.source;

class ObjectRowsIT extends ObjectRowsContract {

    @Override
    String ending() {
        return ".csv";
    }

    @Override
    Source.Order order() {
        return Source.Order.FILE;
    }

}
