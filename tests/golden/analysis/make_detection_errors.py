#!/usr/bin/env python3
"""Writes detection_errors.json: TIDE's errors and VOC's average precision for the cases of coco_evaluation.json.

    pip install tidecv pycocotools
    python3 make_coco_evaluation.py && python3 make_detection_errors.py

TIDE is tidecv 1.0.1 itself; VOC's rules (VOCevaldet.m, VOCap.m of the devkit) are written out below. Crowds are
TIDE's ignore regions and count as VOC's difficult objects.
"""
import json
import pathlib

from pycocotools import mask as masks
from tidecv import TIDE, Data

KINDS = {"Cls": "classification", "Loc": "localisation", "Both": "both", "Dupe": "duplicate", "Bkg": "background",
         "Miss": "missed"}


def code_of(one, sizes):
    height, width = sizes[one["image_id"]]
    segmentation = one.get("segmentation")
    if segmentation is None:
        x, y, w, h = one["bbox"]
        segmentation = [[x, y, x, y + h, x + w, y + h, x + w, y]]
    if isinstance(segmentation, list):
        return masks.merge(masks.frPyObjects(segmentation, height, width))
    if isinstance(segmentation["counts"], list):
        return masks.frPyObjects(segmentation, height, width)
    return segmentation


def tide(case, code):
    truth, found = Data("truth"), Data("found")
    for id in sorted(image["id"] for image in case["truth"]["images"]):
        truth.add_image(id, str(id))
    for a in case["truth"]["annotations"]:
        add = truth.add_ignore_region if a.get("iscrowd") else truth.add_ground_truth
        add(a["image_id"], a["category_id"], a["bbox"], code(a))
    for d in case["detections"]:
        found.add_detection(d["image_id"], d["category_id"], d["score"], d.get("bbox"), code(d))
    evaluation = TIDE()
    run = evaluation.evaluate(truth, found, mode="bbox" if case["type"] == "bbox" else "mask")
    try:
        run.fix_main_errors()
    except ZeroDivisionError:   # nothing is left when all is corrected
        return None
    main, special = evaluation.get_main_errors()["found"], evaluation.get_special_errors()["found"]
    return {"ap": run.ap / 100,
            "cost": {KINDS[name]: cost / 100 for name, cost in main.items()},
            "falsePositives": special["FalsePos"] / 100, "falseNegatives": special["FalseNeg"] / 100,
            "counts": {KINDS[error.short_name]: count for error, count in run.count_errors().items()}}


def overlap(case, code, found, there):
    shapes = [found["bbox"], there["bbox"]] if case["type"] == "bbox" else [code(found), code(there)]
    return float(masks.iou([shapes[0]], [shapes[1]], [0])[0][0])


def voc(case, code, category):
    objects = {}
    for a in case["truth"]["annotations"]:
        if a["category_id"] == category:
            objects.setdefault(a["image_id"], []).append(a)
    count = sum(not a.get("iscrowd") for group in objects.values() for a in group)
    if count == 0:
        return None
    order = {image: rank for rank, image in enumerate(sorted(i["id"] for i in case["truth"]["images"]))}
    detections = sorted((d for d in case["detections"] if d["category_id"] == category),
                        key=lambda d: (-d["score"], order[d["image_id"]]))
    taken, hits, precisions, recalls = set(), 0, [], []
    for d in detections:
        overlaps = [overlap(case, code, d, a) for a in objects.get(d["image_id"], [])]
        best = overlaps.index(max(overlaps)) if overlaps else None
        hit = False
        if best is not None and overlaps[best] >= 0.5:
            if objects[d["image_id"]][best].get("iscrowd"):
                continue
            hit = (d["image_id"], best) not in taken
            taken.add((d["image_id"], best))
        hits += hit
        precisions.append(hits / (len(precisions) + 1))
        recalls.append(hits / count)
    eleven = sum(max([p for p, r in zip(precisions, recalls) if r >= tenth / 10], default=0)
                 for tenth in range(11)) / 11
    area, before = 0, 0
    for i, recall in enumerate(recalls):
        area += (recall - before) * max(precisions[i:])
        before = recall
    return {"elevenPoints": eleven, "area": area, "objects": count}


def main():
    folder = pathlib.Path(__file__).parent
    written = {}
    for case in json.loads((folder / "coco_evaluation.json").read_text()):
        sizes = {image["id"]: (image["height"], image["width"]) for image in case["truth"]["images"]}
        categories = sorted(category["id"] for category in case["truth"]["categories"])
        case["detections"] = [d for d in case["detections"] if d["category_id"] in categories]

        def code(one):
            return code_of(one, sizes) if case["type"] == "segm" else None

        written[case["name"]] = {"tide": tide(case, code), "voc": [voc(case, code, k) for k in categories]}
    text = json.dumps(written, separators=(",", ":"))
    (folder / "detection_errors.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
