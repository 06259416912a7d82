#!/usr/bin/python3
"""Writes segmentation.json: what U-Nets written here in PyTorch answer for weights and pictures made by a formula, and
the losses of such answers computed in NumPy with double precision.

Run with Debian's python3-torch and python3-torchvision (1.13, 0.14):  ./make_segmentation.py > segmentation.json
tst_segmentation.cpp makes the same inputs. Weights are those of make_networks.py.
"""
import json

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torchvision.models import mobilenet_v2

from make_networks import fill, noise

CLASSES = 3


def numbers(start, *shape):
    return torch.from_numpy(noise(start, int(np.prod(shape))).astype(np.float32).reshape(shape))


def pair(channels, out, padded, normalised):
    parts = nn.Module()
    layers = []
    for _ in range(2):
        layers.append(nn.Conv2d(channels, out, 3, padding=int(padded), bias=not normalised))
        if normalised:
            layers.append(nn.BatchNorm2d(out))
        channels = out
    for place, layer in enumerate(layers):
        parts.add_module(str(place), layer)
    parts.run = lambda x: run_pair(layers, normalised, x)
    return parts


def run_pair(layers, normalised, x):
    step = 2 if normalised else 1
    for i in range(0, len(layers), step):
        for layer in layers[i:i + step]:
            x = layer(x)
        x = functional.relu(x)
    return x


class PlainUNet(nn.Module):
    def __init__(self, width, poolings, padded, normalised):
        super().__init__()
        sizes = [width << level for level in range(poolings + 1)]
        self.down = nn.ModuleList(pair(i, o, padded, normalised) for i, o in zip([3] + sizes, sizes))
        coarse_first = sizes[::-1]
        steps = list(zip(coarse_first, coarse_first[1:]))
        self.rise = nn.ModuleList(nn.ConvTranspose2d(i, o, 2, 2) for i, o in steps)
        self.up = nn.ModuleList(pair(i, o, padded, normalised) for i, o in steps)
        self.head = nn.Conv2d(width, CLASSES, 1)

    def forward(self, x):
        passed = []
        for level, down in enumerate(self.down):
            x = down.run(functional.max_pool2d(x, 2) if level else x)
            passed.append(x)
        passed.pop()
        for rise, up in zip(self.rise, self.up):
            x = rise(x)
            beside = passed.pop()
            top, left = (beside.shape[2] - x.shape[2]) // 2, (beside.shape[3] - x.shape[3]) // 2
            beside = beside[:, :, top:top + x.shape[2], left:left + x.shape[3]]
            x = up.run(torch.cat([beside, x], 1))
        return self.head(x)


class MobileUNet(nn.Module):
    """On MobileNetV2, whose maps have strides 2, 4, 8, 16 and 32 after these of its features."""
    STAGES = {1: 16, 3: 24, 6: 32, 13: 96, 17: 320}

    def __init__(self):
        super().__init__()
        self.down = mobilenet_v2().features[:18]
        beside = [3] + list(self.STAGES.values())[:-1]
        outs = [16] + beside[1:]
        channels = 320
        self.up = nn.ModuleList()
        for skip, out in zip(beside[::-1], outs[::-1]):
            self.up.append(pair(channels + skip, out, True, True))
            channels = out
        self.head = nn.Conv2d(channels, CLASSES, 1)

    def forward(self, x):
        levels = [x]
        for place, stage in enumerate(self.down):
            x = stage(x)
            if place in self.STAGES:
                levels.append(x)
        levels.pop()
        for up in self.up:
            beside = levels.pop()
            x = up.run(torch.cat([beside, functional.interpolate(x, size=beside.shape[-2:])], 1))
        return self.head(x)


def answer(network, *shape):
    fill(network)
    with torch.no_grad():
        logits = network(numbers(5, *shape))
    flat = logits.flatten()
    return {"shape": list(logits.shape), "logits": [round(float(v), 6) for v in flat[::flat.numel() // 60]]}


def losses():
    """Cross-entropy and Dice of 2 x 3 x 6 x 5 logits; 255 does not count."""
    logits = noise(21, 180).reshape(2, 3, 6, 5) * 3
    labels = ((noise(4, 60) + 1) * 1.5).astype(int).reshape(2, 6, 5)
    labels[0, 2:4, 1:3] = 255
    pixel_weights = 1 + noise(90, 60).reshape(2, 6, 5) * 0.8
    class_weights = np.array([0.5, 1.0, 2.5])
    counts = labels != 255
    known = np.where(counts, labels, 0)
    assert known.max() == 2
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    scores = shifted / shifted.sum(1, keepdims=True)
    own = np.take_along_axis(scores, known[:, None], 1)[:, 0]

    def cross_entropy(weights):
        return float(-(np.log(own) * weights * counts).sum() / (weights * counts).sum())

    dice = []
    for label in range(3):
        truth = (known == label) & counts
        given = scores[:, label] * counts
        dice.append(2 * (given * truth).sum() / (given.sum() + truth.sum()))
    return {"crossEntropy": cross_entropy(np.ones(counts.shape)), "weighted": cross_entropy(pixel_weights),
            "byClass": cross_entropy(class_weights[known]), "dice": float(1 - np.mean(dice)),
            "diceOfTwo": float(1 - np.mean(dice[:2]))}


def main():
    print(json.dumps({"classes": CLASSES,
                      "padded": answer(PlainUNet(4, 2, True, True), 2, 3, 16, 24),
                      "valid": answer(PlainUNet(4, 2, False, False), 1, 3, 60, 68),
                      "mobile": answer(MobileUNet(), 1, 3, 64, 96),
                      "losses": losses()}, separators=(",", ":")))


if __name__ == "__main__":
    main()
