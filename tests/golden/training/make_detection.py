#!/usr/bin/python3
"""Writes detection.json: what torchvision's detectors and their operations answer for inputs made by a formula.

Run with Debian's python3-torch and python3-torchvision (1.13, 0.14):  ./make_detection.py > detection.json
tst_detection_operations.cpp and tst_faster_rcnn.cpp make the same inputs. Weights are those of make_networks.py,
some of them smaller, so that no box moves by several times its size. Where torchvision draws samples at random, the
first ones are taken here.
"""
import json

import numpy as np
import torch
from torchvision import ops
from torchvision.models import mobilenet_v3_large, resnet50
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import _mobilenet_extractor, _resnet_fpn_extractor

from make_networks import fill, noise, samples

CLASSES = 4  # without background


def numbers(start, *shape):
    return torch.from_numpy(noise(start, int(np.prod(shape))).astype(np.float32).reshape(shape))


def boxes(start, count, width, height, smallest):
    """Returns boxes of all sizes, some of them partly outside of width x height."""
    unit = (noise(start, 4 * count).reshape(count, 4) + 1) / 2
    sides = smallest + unit[:, 2:] ** 2 * np.array([width, height]) * 0.7
    corners = unit[:, :2] * np.array([width, height]) - 0.2 * sides
    return torch.from_numpy(np.concatenate([corners, corners + sides], 1).astype(np.float32))


def rounded(tensor, digits=6):
    return np.round(np.asarray(tensor.detach().tolist(), dtype=np.float64), digits).tolist()


def aligned_regions():
    cases = []
    for number, (scale, sampling) in enumerate(((1.0, 2), (0.25, 2), (0.125, 1), (0.5, 3))):
        maps = numbers(1000 * number, 2, 3, 9, 11).requires_grad_(True)
        regions = boxes(777 * number + 5, 8, 11 / scale, 9 / scale, 0.1 / scale)
        rows = torch.cat([torch.arange(8).remainder(2).unsqueeze(1).float(), regions], 1)
        output = ops.roi_align(maps, rows, 7, scale, sampling)
        (output * numbers(3, *output.shape)).sum().backward()
        cases.append({"scale": scale, "samples": sampling, "output": rounded(output.flatten()[::11]),
                      "gradient": rounded(maps.grad.flatten()[::5])})
    return cases


def suppression():
    cases = []
    for number, threshold in enumerate((0.3, 0.5, 0.7)):
        box = boxes(99 * number, 250, 200, 150, 10)
        score = (numbers(7 + number, 250) + 1) / 2
        group = torch.arange(250).remainder(3)
        cases.append({"threshold": threshold, "kept": ops.nms(box, score, threshold).tolist(),
                      "keptByGroup": ops.batched_nms(box, score, group, threshold).tolist()})
    return cases


def resnet50_detector():
    backbone = _resnet_fpn_extractor(resnet50(norm_layer=ops.misc.FrozenBatchNorm2d), 3)
    return FasterRCNN(backbone, num_classes=CLASSES + 1, min_size=160, max_size=266)


def mobilenet_detector():
    """As fasterrcnn_mobilenet_v3_large_320_fpn builds it from pre-trained weights."""
    backbone = _mobilenet_extractor(mobilenet_v3_large(norm_layer=ops.misc.FrozenBatchNorm2d), True, 3)
    sides = ((32, 64, 128, 256, 512),) * 3
    anchors = AnchorGenerator(sides, ((0.5, 1.0, 2.0),) * 3)
    return FasterRCNN(backbone, num_classes=CLASSES + 1, rpn_anchor_generator=anchors, min_size=320, max_size=640,
                      rpn_pre_nms_top_n_test=150, rpn_post_nms_top_n_test=150, rpn_score_thresh=0.05)


def detections(detector, pictures):
    detector.eval()
    with torch.no_grad():
        return [{"boxes": rounded(found["boxes"], 4), "labels": found["labels"].tolist(),
                 "scores": rounded(found["scores"])} for found in detector(pictures)]


def losses(detector, pictures, targets):
    detector.train()
    detector.zero_grad()
    result = detector(pictures, targets)
    sum(result.values()).backward()
    return {name: round(float(loss), 7) for name, loss in result.items()}


def gradients(detector):
    return {name: [float(f"{v:.5g}") for v in samples(1e6 * p.grad)] + [float(f"{float(p.grad.norm()):.6g}")]
            for name, p in detector.named_parameters() if p.requires_grad and p.grad is not None}


def fill_detector(detector):
    fill(detector)
    for name, tensor in detector.state_dict().items():
        if "layer_blocks" in name or "bbox_pred" in name:
            tensor.mul_(0.25)


def answers(detector):
    fill_detector(detector)
    pictures = [(numbers(11, 3, 120, 160) + 1) / 2, (numbers(12, 3, 150, 100) + 1) / 2]
    first = {"boxes": torch.tensor([[10.0, 20, 70, 90], [60, 5, 150, 60], [100, 70, 130, 118]]),
             "labels": torch.tensor([1, 3, 4])}
    second = {"boxes": torch.tensor([[15.0, 30, 90, 120]]), "labels": torch.tensor([2])}
    nothing = {"boxes": torch.zeros(0, 4), "labels": torch.zeros(0, dtype=torch.int64)}
    return {"tensors": len(detector.state_dict()),
            "detections": detections(detector, pictures),
            "losses": losses(detector, pictures, [first, second]),
            "gradients": gradients(detector),
            "lossesWithoutObjects": losses(detector, pictures, [first, nothing])}


def main():
    torch.set_num_threads(1)  # with more, sums in another order swap equal scores
    torch.randperm = lambda count, device=None: torch.arange(count)
    print(json.dumps({"classes": CLASSES, "alignedRegions": aligned_regions(), "suppression": suppression(),
                      "resnet50": answers(resnet50_detector()), "mobilenet": answers(mobilenet_detector())},
                     separators=(",", ":")))


if __name__ == "__main__":
    main()
