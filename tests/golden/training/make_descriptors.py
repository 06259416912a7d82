#!/usr/bin/python3
"""Writes descriptors.json: the histograms of oriented gradients of a picture made by a formula, in float64.

Run with Debian's python3-numpy:  ./make_descriptors.py > descriptors.json
Dalal and Triggs (2005): cells of 8 x 8 pixels, 9 unsigned orientations of which each gradient is shared by the two
nearest, blocks of 2 x 2 cells with L2-Hys normalisation; here the whole is scaled to length 1 as well.
"""
import json

import numpy as np

SIDE, CELL, ORIENTATIONS = 64, 8, 9


def picture():
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    return np.floor(128 + 60 * np.sin(0.3 * x + 0.05 * y * y / SIDE) + 50 * np.cos(0.21 * y - 0.1 * x))


def cells(grey):
    padded = np.pad(grey, 1, mode="reflect")
    dx = padded[1:-1, 2:] - padded[1:-1, :-2]
    dy = padded[2:, 1:-1] - padded[:-2, 1:-1]
    length = np.hypot(dx, dy)
    place = np.mod(np.arctan2(dy, dx) / np.pi, 1) * ORIENTATIONS - 0.5
    lower = np.floor(place).astype(int)
    count = SIDE // CELL
    sums = np.zeros((count, count, ORIENTATIONS))
    for y in range(SIDE):
        for x in range(SIDE):
            share = place[y, x] - lower[y, x]
            cell = sums[y // CELL, x // CELL]
            cell[lower[y, x] % ORIENTATIONS] += length[y, x] * (1 - share)
            cell[(lower[y, x] + 1) % ORIENTATIONS] += length[y, x] * share
    return sums


def normalised(values):
    length = np.linalg.norm(values)
    return values / length if length > 0 else values


def main():
    sums = cells(picture())
    parts = []
    for y in range(sums.shape[0] - 1):
        for x in range(sums.shape[1] - 1):
            block = sums[y:y + 2, x:x + 2].reshape(-1)
            parts.append(normalised(np.minimum(normalised(block), 0.2)))
    print(json.dumps({"gradients": [round(float(v), 7) for v in normalised(np.concatenate(parts))]}))


main()
