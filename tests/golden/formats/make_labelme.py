#!/usr/bin/env python3
"""Writes the golden files of labelme and X-AnyLabeling, laid out as those programs do it."""

import base64
import json
import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).parent


def grey_png(rows):
    """Returns an 8-bit grey PNG, as labelme stores a mask."""

    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = b"".join(b"\0" + bytes(row) for row in rows)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


def shape(label, kind, points, **more):
    entry = {
        "label": label,
        "points": points,
        "group_id": None,
        "description": "",
        "shape_type": kind,
        "flags": {},
        "mask": None,
    }
    entry.update(more)
    return entry


RING = [[1, 1, 1, 1], [1, 0, 0, 1], [1, 1, 1, 1]]

LABELME = {
    "version": "7.1.0",
    "flags": {"blurry": True, "night": False},
    "shapes": [
        {"source": {"tool": "pen", "id": 9007199254740993}, **shape(
            "leaf", "polygon", [[10.5, 10], [20.25, 10.0], [20.25, 18.125]],
            description="the \"big\" one", flags={"occluded": True, "wet": False})},
        shape("leaf", "polygon", [[30.0, 10.0], [36.0, 10.0], [36.0, 16.0]], group_id=3),
        shape("frame", "rectangle", [[70.0, 50.5], [40.0, 30.0]]),
        shape("leaf", "polygon", [[30.0, 20.0], [36.0, 20.0], [36.0, 26.0]], group_id=3),
        shape("Blatt \u00e4 & <b>", "oriented_rectangle",
              [[50.0, 10.0], [60.0, 15.0], [57.5, 20.0], [47.5, 15.0]]),
        shape("ball", "circle", [[20.0, 40.0], [26.0, 48.0]]),
        shape("edge", "line", [[0.0, 0.0], [79.5, 59.5]]),
        shape("vein", "linestrip", [[1.0, 1.0], [5.0, 9.0], [1e-05, 12.0]]),
        shape("tip", "point", [[33.0, 44.5]]),
        shape("stain", "mask", [[60.0, 40.0], [63.0, 42.0]],
              mask=base64.b64encode(grey_png(RING)).decode()),
        shape("odd", "spline", [[2.0, 50.0], [8.0, 52.0], [6.0, 58.0]], tension=0.50),
    ],
    "imagePath": "shapes.pgm",
    "imageData": None,
    "imageHeight": 60,
    "imageWidth": 80,
    "camera": {"lens": "50mm", "iso": [100, 2e2]},
}


def x_shape(label, kind, points, **more):
    entry = {
        "label": label,
        "score": None,
        "points": points,
        "group_id": None,
        "description": "",
        "difficult": False,
        "shape_type": kind,
        "flags": {},
        "attributes": {},
        "kie_linking": [],
    }
    entry.update(more)
    return entry


X_ANY_LABELING = {
    "version": "4.0.2",
    "flags": {},
    "checked": True,
    "tags": ["rain"],
    "shapes": [
        x_shape("car", "rectangle", [[10.0, 10.0], [30.5, 10.0], [30.5, 20.0], [10.0, 20.0]],
                score=0.875, difficult=True, attributes={"colour": "red", "wheels": 4}),
        x_shape("van", "rotation", [[50.0, 10.0], [60.0, 15.0], [57.5, 20.0], [47.5, 15.0]],
                direction=0.4636476090008061, locked=True),
        x_shape("sign", "quadrilateral", [[5.0, 30.0], [15.0, 31.0], [14.0, 40.0], [4.0, 41.0]]),
        x_shape("box", "cuboid",
                [[20.0, 40.0], [40.0, 40.0], [40.0, 55.0], [20.0, 55.0],
                 [25.0, 35.0], [45.0, 35.0], [45.0, 50.0], [25.0, 50.0]],
                cuboid3d={"depth": 7}),
        x_shape("sun", "circle", [[70.0, 10.0], [70.0, 15.0]]),
        x_shape("road", "polygon", [[0.0, 59.0], [30.0, 45.0], [79.0, 59.0]],
                kie_linking=[[0, 1]], description="wet"),
    ],
    "imagePath": "shapes.pgm",
    "imageData": None,
    "imageHeight": 60,
    "imageWidth": 80,
    "description": "",
}


def write(name, content):
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (HERE / "labelme" / name).write_text(text, encoding="utf-8")


write("shapes.json", LABELME)
write("xanylabeling.json", X_ANY_LABELING)
