#!/usr/bin/env python3
"""Writes results of Amazon Mechanical Turk batches as its page "Results" does (Download CSV).

The images are a.pgm, b.pgm and "sub folder/c.pgm" of 100 x 80 pixels. The answers are laid out as in
the outputs of the Crowd HTML Elements Reference (Amazon SageMaker Developer Guide), in one field of
JSON and flattened.
"""

import base64
import csv
import json
import pathlib
import struct
import zlib

FOLDER = pathlib.Path(__file__).parent / "mturk"
PLACE = "https://example.com/pictures/"
A, B, C = PLACE + "a.pgm?size=large", PLACE + "b.pgm", PLACE + "sub%20folder/c.pgm"

BEFORE = [
    "HITId", "HITTypeId", "Title", "Description", "Keywords", "Reward", "CreationTime",
    "MaxAssignments", "RequesterAnnotation", "AssignmentDurationInSeconds",
    "AutoApprovalDelayInSeconds", "Expiration", "NumberOfSimilarHITs", "LifetimeInSeconds",
    "AssignmentId", "WorkerId", "AssignmentStatus", "AcceptTime", "SubmitTime",
    "AutoApprovalTime", "ApprovalTime", "RejectionTime", "RequesterFeedback",
    "WorkTimeInSeconds", "LifetimeApprovalRate", "Last30DaysApprovalRate",
    "Last7DaysApprovalRate",
]  # fmt: skip


def head(number, worker, image, status):
    values = dict.fromkeys(BEFORE, "")
    values.update(
        HITId="HIT" + str(ord(image[len(PLACE)])),
        HITTypeId="TYPE1",
        Title="Label pictures, quickly",
        Reward="$0.05",
        CreationTime="Thu Oct 09 07:30:20 UTC 2025",
        MaxAssignments="3",
        RequesterAnnotation="BatchId:123;OriginalHitTemplateId:9;",
        AssignmentId="ASSIGNMENT" + str(number),
        WorkerId=worker,
        AssignmentStatus=status,
        LifetimeApprovalRate="0% (0/0)",
    )
    values["Input.image_url"] = image
    return values


def write(name, rows):
    """Writes rows of (worker, image, status, answers by column)."""
    answers = []
    for *_, columns in rows:
        answers += [column for column in columns if column not in answers]
    header = BEFORE + ["Input.image_url"] + answers + ["Approve", "Reject"]
    with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(
            file, header, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        table.writeheader()
        for number, (worker, image, status, columns) in enumerate(rows):
            table.writerow({**head(number, worker, image, status), **columns})


def whole(name, value):
    return {"Answer.taskAnswers": json.dumps([{name: value}], separators=(",", ":"))}


def flattened(name, value, path="Answer."):
    """Returns a column for each member of members; lists stay JSON."""
    columns = {}
    for key, member in {name: value}.items() if path == "Answer." else value.items():
        if isinstance(member, dict):
            columns.update(flattened(key, member, path + key + "."))
        elif isinstance(member, list):
            columns[path + key] = json.dumps(member, separators=(",", ":"))
        else:
            columns[path + key] = str(member)
    return columns


def box(label, left, top, width, height):
    return {"height": height, "label": label, "left": left, "top": top, "width": width}


def boxes(size, *entries):
    return {
        "boundingBoxes": list(entries),
        "inputImageProperties": {"height": size[1], "width": size[0]},
    }


BOXES = [
    ("W1", A, "Submitted", boxes((100, 80), box("dog", 10, 20, 30, 40))),
    ("W2", A, "Approved", boxes((50, 40), box("dog", 5, 10, 15, 20))),
    ("W3", A, "Rejected", boxes((100, 80), box("dog", 0, 0, 5, 5))),
    ("W1", B, "Submitted", boxes((100, 80))),
    (
        "W2",
        C,
        "Submitted",
        boxes((100, 80), box("cat, small", 1, 2, 3, 4), box("dog", 50, 40, 20, 10)),
    ),
]

CLASSES = [
    ("W1", A, "Submitted", "cat"),
    ("W2", A, "Submitted", "cat"),
    ("W3", A, "Submitted", "dog"),
    ("W1", B, "Submitted", "dog"),
    ("W2", B, "Submitted", "dog"),
    ("W3", B, "Rejected", "cat"),
    ("W1", C, "Submitted", "cat"),
    ("W2", C, "Approved", "dog"),
    ("W3", C, "Submitted", "cat"),
]

# Every letter is ten by ten pixels of the image.
PICTURE = """
..........
.11....22.
.11....22.
.1.......2
..........
3333......
3..3......
3333......
"""
COLOURS = {"1": "#2ca02c", "2": "#1f77b4", "3": "#ff7f0e"}


def png(opaque):
    """Returns the picture as 8-bit RGB on white, or as RGBA on nothing."""

    def chunk(kind, data):
        part = kind + data
        return struct.pack(">I", len(data)) + part + struct.pack(">I", zlib.crc32(part))

    rows = PICTURE.split()
    background = b"\xff\xff\xff" if opaque else b"\0\0\0\0"
    pixels = b""
    for row in rows:
        pixels += b"\0"
        for letter in row:
            colour = COLOURS.get(letter)
            pixel = bytes.fromhex(colour[1:]) if colour else background
            pixels += pixel + (b"\xff" if colour and not opaque else b"")
    header = struct.pack(
        ">IIBBBBB", len(rows[0]), len(rows), 8, 2 if opaque else 6, 0, 0, 0
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


def masks(opaque, key, labels):
    return {
        "inputImageProperties": {"height": 80, "width": 100},
        key: labels,
        "labeledImage": {"pngImageData": base64.b64encode(png(opaque)).decode()},
    }


INSTANCES = masks(
    True,
    "instances",
    [
        {"color": COLOURS["1"], "label": "cat"},
        {"color": COLOURS["2"], "label": "cat"},
        {"color": COLOURS["3"], "label": "ring"},
    ],
)
SEMANTIC = masks(
    False,
    "labelMappings",
    {
        "cat": {"color": COLOURS["1"]},
        "dog no. 2": {"color": COLOURS["2"]},
        "ring": {"color": COLOURS["3"]},
    },
)
POLYGONS = {
    "inputImageProperties": {"height": 160, "width": 200},
    "polygons": [
        {
            "label": "dog",
            "vertices": [{"x": 20, "y": 20}, {"x": 60, "y": 20}, {"x": 60, "y": 100}],
        }
    ],
}


def main():
    FOLDER.mkdir(exist_ok=True)
    for style, layout in (("", whole), ("_flattened", flattened)):
        write(
            f"boxes{style}.csv",
            [(*row, layout("annotatedResult", value)) for *row, value in BOXES],
        )
        write(
            f"classes{style}.csv",
            [(*row, layout("category", {"label": name})) for *row, name in CLASSES],
        )
        for name, value in (
            ("instances", INSTANCES),
            ("semantic", SEMANTIC),
            ("polygons", POLYGONS),
        ):
            write(
                f"{name}{style}.csv",
                [("W1", A, "Submitted", layout("annotatedResult", value))],
            )


if __name__ == "__main__":
    main()
