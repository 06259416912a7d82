#!/usr/bin/env python3
"""Writes pictures/*.png and pictures.json: cleanvision's properties, scores and flags of small drawn pictures.

    pip install cleanvision==0.3.8
    python3 make_pictures.py

The picture hash is computed here as imagehash.phash does, to see every step: imagehash returns only its text.
"""
import json
import pathlib

import numpy as np
import pandas as pd
from cleanvision.issue_managers.image_property import (AspectRatioProperty, BlurrinessProperty, BrightnessProperty,
                                                       ColorSpaceProperty, EntropyProperty, SizeProperty)
from PIL import Image, ImageFilter
from scipy.fft import dct

PROPERTIES = {
    "dark": (BrightnessProperty("dark"), {"threshold": 0.32}, {}),
    "light": (BrightnessProperty("light"), {"threshold": 0.05}, {}),
    "odd_aspect_ratio": (AspectRatioProperty(), {"threshold": 0.35}, {}),
    "low_information": (EntropyProperty(), {"threshold": 0.3}, {"normalizing_factor": 0.1}),
    "blurry": (BlurrinessProperty(), {"threshold": 0.29}, {"normalizing_factor": 0.01, "color_threshold": 0.18}),
    "odd_size": (SizeProperty(), {"threshold": None}, {"iqr_factor": 3.0}),
    "grayscale": (ColorSpaceProperty(), {}, {}),
}


def scene(rng, width, height):
    """Soft gradients with a few hard-edged rectangles and noise."""
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    picture = np.stack([120 + 90 * np.sin(3 * x + k) * np.cos(4 * y - k) for k in range(3)], axis=2)
    for _ in range(6):
        left, top = rng.integers(0, width - 8), rng.integers(0, height - 8)
        picture[top:top + rng.integers(4, 30), left:left + rng.integers(4, 30)] = rng.integers(0, 256, 3)
    return np.clip(picture + rng.normal(0, 6, picture.shape), 0, 255).astype(np.uint8)


def pictures():
    rng = np.random.default_rng(5)
    plain = Image.fromarray(scene(rng, 96, 70))
    yield "plain", plain
    yield "tall", Image.fromarray(scene(rng, 40, 130))
    yield "small", Image.fromarray(scene(rng, 48, 37))
    yield "dark", plain.point(lambda v: v // 4)
    yield "light", plain.point(lambda v: 250 + v // 50)
    yield "blurred", plain.filter(ImageFilter.GaussianBlur(4))
    yield "grey", plain.convert("L")
    yield "same", plain.copy()
    yield "flat", Image.new("RGB", (90, 66), (90, 120, 60))
    yield "large", Image.fromarray(scene(rng, 150, 101))


def picture_hash(image):
    pixels = np.asarray(image.convert("L").resize((32, 32), Image.Resampling.LANCZOS), dtype=float)
    low = dct(dct(pixels, axis=0), axis=1)[:8, :8]
    bits = (low > np.median(low)).flatten()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


folder = pathlib.Path(__file__).parent
(folder / "pictures").mkdir(exist_ok=True)
drawn = list(pictures())
for name, image in drawn:
    image.save(folder / "pictures" / f"{name}.png", optimize=True)
raw = [{key: value for prop, _, _ in PROPERTIES.values() for key, value in prop.calculate(image).items()}
       for _, image in drawn]
table = pd.DataFrame(raw)
answers = {name: {"hash": picture_hash(image),
                  "raw": {key: value for key, value in row.items() if key != "color_space"}, "scores": {}, "marked": []}
           for (name, image), row in zip(drawn, raw)}
for issue, (prop, mark, options) in PROPERTIES.items():
    scores = prop.get_scores(table[prop.score_columns].copy(), issue, **options)
    marked = prop.mark_issue(scores, issue, **mark).iloc[:, 0]
    for (name, _), score, flag in zip(drawn, scores.iloc[:, 0], marked):
        answers[name]["scores"][issue] = float(score)
        answers[name]["marked"] += [issue] if flag else []
(folder / "pictures.json").write_text(json.dumps(answers, indent=1, default=float) + "\n")
