package io.sensorstreams.producer.source;

class ReversedObjectRowsIT extends ObjectRowsContract {

    @Override
    String ending() {
        return ".csv";
    }

    @Override
    Source.Order order() {
        return Source.Order.REVERSED;
    }

}
