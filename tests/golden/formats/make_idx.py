#!/usr/bin/env python3
"""Writes IDX files as the MNIST family has them: three plain training pictures of 5 x 4 pixels,
two gzipped ones for the test."""

import gzip
import pathlib
import struct

FOLDER = pathlib.Path(__file__).parent / "idx"


def images(count, start):
    pixels = bytes((start + 7 * i) % 256 for i in range(count * 5 * 4))
    return struct.pack(">IIII", 0x803, count, 4, 5) + pixels


def labels(values):
    return struct.pack(">II", 0x801, len(values)) + bytes(values)


FOLDER.mkdir(exist_ok=True)
(FOLDER / "train-images-idx3-ubyte").write_bytes(images(3, 0))
(FOLDER / "train-labels-idx1-ubyte").write_bytes(labels([7, 0, 7]))
(FOLDER / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(images(2, 100), mtime=0))
(FOLDER / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels([3, 0]), mtime=0))
