#!/usr/bin/env python3
"""Writes a pair of Pascal VOC segmentation PNGs of 12 x 8 pixels: classes and objects."""

import pathlib
import struct
import zlib

FOLDER = pathlib.Path(__file__).parent / "voc_masks"

CLASSES = """
000000000000
0FFFFF000000
0F111F00FFFF
0F111F00F2FF
0FFFFF00F22F
0000011F0FFF
0FF0011F0000
0FF0FFFF0000
"""
OBJECTS = """
000000000000
0FFFFF000000
0F111F00FFFF
0F111F00F2FF
0FFFFF00F22F
0000033F0FFF
0FF0033F0000
0FF0FFFF0000
"""


def voc_palette():
    palette = bytearray()
    for index in range(256):
        colour = [0, 0, 0]
        rest = index
        for bit in range(7, -1, -1):
            for channel in range(3):
                colour[channel] |= (rest >> channel & 1) << bit
            rest >>= 3
        palette += bytes(colour)
    return bytes(palette)


def indexed_png(picture, numbers):
    rows = picture.split()

    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    pixels = b"".join(b"\0" + bytes(numbers[c] for c in row) for row in rows)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"PLTE", voc_palette())
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


FOLDER.mkdir(exist_ok=True)
# 1 is person (15), 2 is cat (8), F is void.
(FOLDER / "classes.png").write_bytes(
    indexed_png(CLASSES, {"0": 0, "1": 15, "2": 8, "F": 255}))
(FOLDER / "objects.png").write_bytes(
    indexed_png(OBJECTS, {"0": 0, "1": 1, "2": 2, "3": 3, "F": 255}))
