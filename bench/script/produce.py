"""Typical first script: converts each row of a CSV file to a dict and to JSON and sends it to Kafka.

produce.py BOOTSTRAP_SERVERS TOPIC FILE prints the time at which it begins."""

import csv
import json
import sys
import time

from confluent_kafka import Producer

try:
    import pandas
except ImportError:
    pandas = None


def rows(path):
    if pandas is None:
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                yield {name: None if value == "---" else value for name, value in row.items()}
    else:
        frame = pandas.read_csv(path, na_values="---")
        frame = frame.astype(object).where(frame.notna(), None)
        for _, row in frame.iterrows():
            yield row.to_dict()


def delivered(error, message):
    if error is not None:
        print(f"{message.key()} was not delivered: {error}", file=sys.stderr)


def main(bootstrap_servers, topic, path):
    print(time.time(), flush=True)
    producer = Producer({"bootstrap.servers": bootstrap_servers})
    for row in rows(path):
        while True:
            try:
                producer.produce(topic, key=row["Station"], value=json.dumps(row), on_delivery=delivered)
                break
            except BufferError:
                producer.poll(0.1)
        producer.poll(0)
    producer.flush()


main(*sys.argv[1:])
