"""Typical first script: converts each record of a topic from JSON to a dict to a row of a CSV file.

consume.py BOOTSTRAP_SERVERS TOPIC FILE ROWS prints the time at which the last row was written."""

import csv
import json
import sys
import time

from confluent_kafka import Consumer


def main(bootstrap_servers, topic, path, rows):
    consumer = Consumer({"bootstrap.servers": bootstrap_servers, "group.id": topic, "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    writer = None
    with open(path, "w", newline="") as file:
        written = 0
        while written < int(rows):
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                raise SystemExit(message.error())
            row = json.loads(message.value())
            if writer is None:
                writer = csv.DictWriter(file, row.keys())
                writer.writeheader()
            writer.writerow(row)
            written += 1
    print(time.time(), flush=True)
    consumer.close()


main(*sys.argv[1:])
