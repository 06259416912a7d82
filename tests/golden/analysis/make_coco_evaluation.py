#!/usr/bin/env python3
"""Writes coco_evaluation.json: generated truths and detections with COCO's numbers for them.

    python3 make_coco_evaluation.py

Needs no other package: this is a second implementation of COCO's published evaluation (Lin et al. 2014;
cocodataset.org/#detection-eval; the comments of COCOeval and of maskApi.h), in plain Python, where masks are sets
of pixels. `--check FILE.py` also compares every case with the function `evaluate(truth, detections, type)` of that
file, which returns the twelve numbers and those of each class: there pycocotools itself can be called.
"""
import argparse
import bisect
import importlib.util
import json
import math
import pathlib
import random

THRESHOLDS = [0.5 + i * ((0.95 - 0.5) / 9) for i in range(9)] + [0.95]
RECALLS = [i * 0.01 for i in range(100)] + [1.0]
RANGES = [(0, 1e10), (0, 32 ** 2), (32 ** 2, 96 ** 2), (96 ** 2, 1e10)]
LIMITS = [1, 10, 100]
NAMES = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]


# ---------------------------------------------------------------------------------------------- masks

def polygon_pixels(numbers, height, width):
    """The pixels of a polygon as a set of places x * height + y.

    The outline is walked on a grid five times as fine; wherever it crosses the middle of a column of pixels, inside
    and outside change from there on downwards and to the right.
    """
    points = [(int(5 * numbers[i] + 0.5), int(5 * numbers[i + 1] + 0.5)) for i in range(0, len(numbers) - 1, 2)]
    walk = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        dx, dy = abs(x1 - x0), abs(y1 - y0)
        flip = (dx >= dy and x0 > x1) or (dx < dy and y0 > y1)
        if flip:
            x0, y0, x1, y1 = x1, y1, x0, y0
        steps = max(dx, dy)
        if dx >= dy:
            slope = (y1 - y0) / dx if dx else 0.0
            edge = [(x0 + d, int(y0 + slope * d + 0.5)) for d in range(steps + 1)]
        else:
            slope = (x1 - x0) / dy
            edge = [(int(x0 + slope * d + 0.5), y0 + d) for d in range(steps + 1)]
        walk += reversed(edge) if flip else edge
    toggles = []
    for (u0, v0), (u1, v1) in zip(walk, walk[1:]):
        if u0 == u1:
            continue
        x = ((u1 if u1 < u0 else u1 - 1) + 0.5) / 5 - 0.5
        if math.floor(x) != x or not 0 <= x <= width - 1:
            continue
        y = (min(v0, v1) + 0.5) / 5 - 0.5
        toggles.append(int(x) * height + math.ceil(min(max(y, 0), height)))
    toggles.sort()
    pixels = set()
    for first, last in zip(toggles[0::2], toggles[1::2]):
        pixels.update(range(first, last))
    if len(toggles) % 2:
        pixels.update(range(toggles[-1], height * width))
    return pixels


def runs_of(pixels, height, width):
    counts, inside, length = [], False, 0
    for place in range(height * width):
        if (place in pixels) != inside:
            counts.append(length)
            inside, length = not inside, 0
        length += 1
    return counts + [length]


def pixels_of_runs(counts):
    pixels, place = set(), 0
    for index, length in enumerate(counts):
        if index % 2:
            pixels.update(range(place, place + length))
        place += length
    return pixels


def compressed(counts):
    """COCO's text of runs: differences to the run before the last one, in groups of five bits."""
    text = ""
    for index, count in enumerate(counts):
        value = count - counts[index - 2] if index > 2 else count
        more = True
        while more:
            group = value & 31
            value >>= 5
            more = value != -1 if group & 16 else value != 0
            text += chr(48 + (group | 32 if more else group))
    return text


def uncompressed(text):
    counts, at = [], 0
    while at < len(text):
        value, shift, more = 0, 0, True
        while more:
            group = ord(text[at]) - 48
            at += 1
            value |= (group & 31) << shift
            shift += 5
            more = bool(group & 32)
            if not more and group & 16:
                value -= 1 << shift
        counts.append(value + counts[-2] if len(counts) > 2 else value)
    return counts


def segmentation_pixels(segmentation, height, width):
    if isinstance(segmentation, dict):
        counts = segmentation["counts"]
        return pixels_of_runs(uncompressed(counts) if isinstance(counts, str) else counts)
    pixels = set()
    for part in segmentation:
        if len(part) == 4:
            x, y, w, h = part
            part = [x, y, x, y + h, x + w, y + h, x + w, y]
        pixels |= polygon_pixels(part, height, width)
    return pixels


# ----------------------------------------------------------------------------------------- evaluation

def box_overlap(found, there, crowd):
    width = min(found[2] + found[0], there[2] + there[0]) - max(found[0], there[0])
    height = min(found[3] + found[1], there[3] + there[1]) - max(found[1], there[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared, own = width * height, found[2] * found[3]
    return shared / (own if crowd else own + there[2] * there[3] - shared)


def mask_overlap(found, there, crowd):
    shared = len(found & there)
    return shared / (len(found) if crowd else len(found | there)) if shared else 0.0


def match(found, there, overlaps, threshold):
    """Which of `there` (list of (place, ignored, crowd)) each of `found` gets, in the order of their scores."""
    taken, result = set(), []
    for d in range(len(found)):
        best, highest = None, min(threshold, 1 - 1e-10)
        for entry in sorted(there, key=lambda one: one[1]):
            place, ignored, crowd = entry
            if place in taken and not crowd:
                continue
            if best is not None and not best[1] and ignored:
                break
            if overlaps[d][place] >= highest:
                best, highest = entry, overlaps[d][place]
        if best is not None:
            taken.add(best[0])
        result.append(best)
    return result


def prepare(truth, detections, kind):
    sizes = {image["id"]: (image["height"], image["width"]) for image in truth["images"]}
    categories = {category["id"] for category in truth["categories"]}
    there, found = {}, {}
    for a in truth["annotations"]:
        if a["image_id"] in sizes and a["category_id"] in categories:
            shape = segmentation_pixels(a["segmentation"], *sizes[a["image_id"]]) if kind == "segm" else a["bbox"]
            there.setdefault((a["category_id"], a["image_id"]), []).append(
                dict(id=a["id"], shape=shape, area=a["area"], crowd=bool(a.get("iscrowd", 0))))
    of_boxes = bool(detections) and "bbox" in detections[0]
    for d in detections:
        if d["category_id"] not in categories:
            continue
        if kind == "segm":
            segmentation = d.get("segmentation")
            if segmentation is None:
                x, y, w, h = d["bbox"]
                segmentation = [[x, y, x, y + h, x + w, y + h, x + w, y]]
            shape = segmentation_pixels(segmentation, *sizes[d["image_id"]])
        else:
            shape = d["bbox"]
        area = d["bbox"][2] * d["bbox"][3] if of_boxes else len(shape)
        found.setdefault((d["category_id"], d["image_id"]), []).append(
            dict(shape=shape, area=area, score=d["score"]))
    for key in found:
        found[key] = sorted(found[key], key=lambda one: -one["score"])[:LIMITS[-1]]
    return there, found


def class_curves(category, images, there, found, kind):
    """{(area range, limit, threshold): (precision at the recalls, highest recall)}; None without objects."""
    overlap = mask_overlap if kind == "segm" else box_overlap
    groups = []
    for image in images:
        objects, detections = there.get((category, image), []), found.get((category, image), [])
        table = [[overlap(d["shape"], o["shape"], o["crowd"]) for o in objects] for d in detections]
        groups.append((objects, detections, table))
    curves = {}
    for area, (least, most) in enumerate(RANGES):
        ignored = [[o["crowd"] or not least <= o["area"] <= most for o in objects] for objects, _, _ in groups]
        count = sum(not flag for flags in ignored for flag in flags)
        for t, threshold in enumerate(THRESHOLDS):
            marks = []   # score, rank, hit, ignored
            for (objects, detections, table), flags in zip(groups, ignored):
                entries = [(g, flags[g], o["crowd"]) for g, o in enumerate(objects)]
                for rank, (d, best) in enumerate(zip(detections, match(detections, entries, table, threshold))):
                    hit = best is not None and objects[best[0]]["id"] != 0   # an id of 0 reads as "nothing"
                    out = (best is not None and best[1]) or (not hit and not least <= d["area"] <= most)
                    marks.append((d["score"], rank, hit, out))
            for limit in LIMITS:
                curves[area, limit, t] = curve([m for m in marks if m[1] < limit], count) if count else None
    return curves


def curve(marks, count):
    hits = misses = 0
    precisions, recalls = [], []
    for _, _, hit, out in sorted(marks, key=lambda mark: -mark[0]):
        hits += hit and not out
        misses += not hit and not out
        precisions.append(hits / (hits + misses + 2.0 ** -52))
        recalls.append(hits / count)
    for i in range(len(precisions) - 1, 0, -1):
        precisions[i - 1] = max(precisions[i - 1], precisions[i])
    at = [bisect.bisect_left(recalls, recall) for recall in RECALLS]
    return [precisions[i] if i < len(precisions) else 0.0 for i in at], (recalls[-1] if recalls else 0.0)


def mean(values):
    return math.fsum(values) / len(values) if values else -1.0


def twelve(all_curves):
    def precision(area, thresholds):
        return mean([p for curves in all_curves for t in thresholds if curves[area, 100, t]
                     for p in curves[area, 100, t][0]])

    def recall(area, limit):
        return mean([curves[area, limit, t][1] for curves in all_curves for t in range(10) if curves[area, limit, t]])

    every = range(10)
    return [precision(0, every), precision(0, [0]), precision(0, [5]), precision(1, every), precision(2, every),
            precision(3, every), recall(0, 1), recall(0, 10), recall(0, 100), recall(1, 100), recall(2, 100),
            recall(3, 100)]


def evaluate(truth, detections, kind):
    there, found = prepare(truth, detections, kind)
    images = sorted({image["id"] for image in truth["images"]})
    categories = sorted({category["id"] for category in truth["categories"]})
    curves = [class_curves(category, images, there, found, kind) for category in categories]
    return twelve(curves), [twelve([one]) for one in curves]


# ---------------------------------------------------------------------------------------------- cases

class Case:
    """Objects and detections that mostly find them, of boxes or masks."""

    def __init__(self, seed, images=6, classes=3, width=320, height=240, kind="bbox"):
        self.random = random.Random(seed)
        self.width, self.height, self.kind = width, height, kind
        self.truth = {"images": [{"id": i + 1, "width": width, "height": height, "file_name": f"{i + 1}.jpg"}
                                 for i in range(images)],
                      "annotations": [],
                      "categories": [{"id": k + 1, "name": f"class {k + 1}"} for k in range(classes)]}
        self.detections = []
        self.rings = {}   # the outlines that an object's segmentation was made of

    def box(self, scale):
        r = self.random
        w, h = (min(max(math.exp(r.gauss(math.log(scale), 0.4)), 2), 0.8 * self.height) for _ in range(2))
        return [round(r.uniform(0, self.width - w), 2), round(r.uniform(0, self.height - h), 2), round(w, 2), round(h, 2)]

    def outline(self, box):
        x, y, w, h = box
        n = self.random.randint(3, 9)
        angles = sorted(self.random.uniform(0, 2 * math.pi) for _ in range(n))
        ring = []
        for angle in angles:
            ring += [round(x + w / 2 * (1 + math.cos(angle)), 2), round(y + h / 2 * (1 + math.sin(angle)), 2)]
        return ring

    def rings_in(self, box, style):
        rings = [self.outline(box)]
        if style == "parts":
            rings += [self.outline([box[0] + box[2] * 0.7, box[1], box[2] * 0.5, box[3] * 0.5])]
        return rings

    def segmentation(self, polygon, style):
        if style in ("polygon", "parts", "box"):
            return polygon
        counts = runs_of(segmentation_pixels(polygon, self.height, self.width), self.height, self.width)
        return {"size": [self.height, self.width], "counts": compressed(counts) if style == "text" else counts}

    def add(self, image, category, box, crowd=0, area=None, style="polygon", id=None):
        one = {"id": len(self.truth["annotations"]) + 1 if id is None else id, "image_id": image,
               "category_id": category, "bbox": box, "iscrowd": crowd,
               "area": box[2] * box[3] if area is None else area}
        if self.kind == "segm":
            self.rings[one["id"]] = [box] if style == "box" else self.rings_in(box, style)
            one["segmentation"] = self.segmentation(self.rings[one["id"]], style)
            if area is None:
                one["area"] = len(segmentation_pixels(one["segmentation"], self.height, self.width))
        self.truth["annotations"].append(one)
        return one

    def detect(self, image, category, box, score, segmentation=None, with_box=True):
        one = {"image_id": image, "category_id": category, "score": score}
        if with_box:
            one["bbox"] = box
        if segmentation is not None:
            one["segmentation"] = segmentation
        self.detections.append(one)

    def moved(self, box, noise=0.08):
        r = self.random
        x, y, w, h = box
        return [round(x + r.gauss(0, noise) * w, 2), round(y + r.gauss(0, noise) * h, 2),
                round(max(1, w * (1 + r.gauss(0, noise))), 2), round(max(1, h * (1 + r.gauss(0, noise))), 2)]

    def fill(self, objects=5, classes=None, digits=3, crowds=0.0, scales=(15, 50, 140), style="polygon", found=None,
             with_box=True):
        r = self.random
        classes = classes or [c["id"] for c in self.truth["categories"]]
        for image in [i["id"] for i in self.truth["images"]]:
            for _ in range(r.randint(0, 2 * objects)):
                category, box = r.choice(classes), self.box(r.choice(scales))
                crowd = int(r.random() < crowds)
                one = self.add(image, category, box, crowd=crowd, style="list" if crowd else style)
                for _ in range(r.choice([0, 1, 1, 1, 1, 2]) + 3 * crowd):
                    guess = self.moved(box, 0.2 if crowd else 0.08)
                    self.guess(image, category if r.random() < 0.9 else r.choice(classes), guess,
                               round(r.random(), digits), one, found, with_box)
            for _ in range(r.randint(0, 3)):
                self.guess(image, r.choice(classes), self.box(40), round(r.random() * 0.6, digits), None, found, with_box)
        return self

    def guess(self, image, category, box, score, one, found, with_box):
        if self.kind == "bbox" or found == "none":
            self.detect(image, category, box, score)
            return
        rings = self.rings_in(box, "polygon")
        if one is not None:
            rings = [[round(v + self.random.gauss(0, 0.7), 2) for v in ring] for ring in self.rings[one["id"]]]
        segmentation = self.segmentation(rings, found or "text")
        self.detect(image, category, box, score, segmentation, with_box)


def cases():
    def masks(seed, **options):
        return Case(seed, images=3, classes=2, width=96, height=72, kind="segm"), dict(scales=(10, 25, 50), **options)

    yield "boxes", Case(1).fill()
    yield "many crowds", Case(2).fill(crowds=0.4)
    yield "equal scores", Case(3).fill(digits=1)

    case = Case(4, classes=6).fill(classes=[1, 4])          # 2 and 6 have nothing at all
    case.add(1, 3, [10, 10, 50, 60])                        # never detected
    case.detect(2, 5, [10, 10, 50, 60], 0.7)                # never there
    yield "empty classes", case

    case = Case(5).fill()
    case.detections = []
    yield "no detections", case

    case = Case(6).fill()
    case.truth["annotations"] = []
    yield "no objects", case

    case = Case(7).fill(scales=(3, 5))
    for image in (1, 2, 3):                                  # exactly 32 x 32 and 96 x 96
        for side, x in ((32, 5), (96, 60)):
            case.add(image, image, [x, 20, side, side])
            case.detect(image, image, [x + 1, 20, side, side], 0.5 + image / 10)
            case.detect(image, image, [x, 120, side, side], 0.4)
    yield "tiny areas and borders of ranges", case

    case = Case(8, width=4000, height=3000).fill(scales=(600, 1500))
    case.add(1, 1, [0, 0, 2000, 2000], area=2e10)            # beyond every range
    case.detect(1, 1, [0, 0, 2000, 2000], 0.9)
    case.detect(2, 1, [0, 0, 200000, 200000], 0.8)
    yield "large areas", case

    case = Case(9).fill()
    for number, one in enumerate(case.truth["annotations"]):
        one["id"] = number
    case.truth["annotations"][0]["category_id"] = 1
    box = case.truth["annotations"][0]["bbox"]
    case.detect(case.truth["annotations"][0]["image_id"], 1, box, 0.95)
    yield "ids from 0", case

    case = Case(10).fill(objects=2)
    one = case.add(1, 1, [20, 20, 60, 60], crowd=1, id=0)
    case.detect(1, 1, [25, 25, 30, 30], 0.9)
    case.detect(1, 1, [30, 30, 30, 30], 0.8)
    yield "a crowd with id 0", case

    case = Case(11, images=3).fill(objects=2)
    for n in range(40):                                      # more than 100 detections of one image and class
        box = [5 + (n % 10) * 30, 5 + (n // 10) * 50, 20 + n % 7, 30]
        case.add(2, 1, box)
        for _ in range(4):
            case.detect(2, 1, case.moved(box, 0.05), round(case.random.random(), 2))
    yield "more than 100 detections", case

    case = Case(12)
    for image, ratio in enumerate((0.5, 0.55, 0.75, 0.95, 1.0), start=1):   # overlaps exactly at a threshold
        case.add(image, 1, [10, 10, 100, 100])
        case.detect(image, 1, [10, 10, 100, 100 * ratio], 0.9 - image / 100)
    case.add(6, 2, [10, 10, 40, 40])                          # two objects that overlap equally: the last wins
    case.add(6, 2, [30, 10, 40, 40])
    case.detect(6, 2, [20, 10, 40, 40], 0.9)
    case.detect(6, 2, [30, 10, 40, 40], 0.8)
    yield "overlaps at thresholds", case

    case = Case(13)
    for image in case.truth["images"]:
        case.add(image["id"], 1, [40, 40, 200, 150], crowd=1)
        for _ in range(3):
            case.detect(image["id"], 1, case.box(60), round(case.random.random(), 2))
    yield "crowds only", case

    case = Case(14, images=8, classes=4).fill()
    image_ids = [41, 7, 100000000000, 3, 12, 5, 900, 66]      # neither sorted nor without gaps
    for entries in (case.truth["annotations"], case.detections):
        for one in entries:
            one["image_id"] = image_ids[one["image_id"] - 1]
            one["category_id"] = one["category_id"] * 17 % 23
    for image, id in zip(case.truth["images"], image_ids):
        image["id"] = id
    for category in case.truth["categories"]:
        category["id"] = category["id"] * 17 % 23
    case.detect(7, 1000, [1, 1, 20, 20], 0.9)                 # of no class that is listed
    yield "ids in any order", case

    case = Case(15).fill()
    for one in case.truth["annotations"]:
        one["area"] = one["area"] * 0.4
    yield "areas of masks with boxes", case

    case, options = masks(16)
    yield "polygons", case.fill(**options)
    case, options = masks(17, style="text", with_box=False)
    yield "compressed runs", case.fill(**options)
    case, options = masks(18, style="list", crowds=0.25, found="list", objects=8)
    yield "uncompressed runs and crowds", case.fill(**options)
    case, options = masks(19, style="parts", digits=1)
    yield "polygons of several parts", case.fill(**options)
    case, options = masks(20, style="box", found="none")
    case.fill(**options)
    case.add(1, 1, [-20, -20, 60.5, 60.5])                    # partly and wholly outside
    case.detect(1, 1, [-20, -20, 60, 60], 0.9)
    case.detect(1, 1, [200, 200, 60, 60], 0.8)
    case.add(2, 1, [30, 30, 0.2, 0.2], id=0)                  # no pixel at all
    case.detect(2, 1, [30, 30, 0.2, 0.2], 0.7)
    yield "boxes as masks", case


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check")
    arguments = parser.parse_args()
    other = None
    if arguments.check:
        spec = importlib.util.spec_from_file_location("other", arguments.check)
        other = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(other)
    written = []
    for name, case in cases():
        numbers, per_class = evaluate(case.truth, case.detections, case.kind)
        written.append({"name": name, "type": case.kind, "truth": case.truth, "detections": case.detections,
                        "numbers": dict(zip(NAMES, numbers)), "perClass": [dict(zip(NAMES, one)) for one in per_class]})
        note = ""
        if other and case.detections:
            theirs, their_classes = other.evaluate(case.truth, case.detections, case.kind)
            difference = max(abs(a - b) for a, b in zip(numbers + sum(per_class, []), theirs + sum(their_classes, [])))
            note = f" largest difference {difference:.1e}"
        print(f"{name}: {len(case.truth['annotations'])} objects, {len(case.detections)} detections, "
              f"AP {numbers[0]:.6f}{note}")
    text = "[" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in written) + "]\n"
    pathlib.Path(__file__).with_name("coco_evaluation.json").write_text(text)


if __name__ == "__main__":
    main()
