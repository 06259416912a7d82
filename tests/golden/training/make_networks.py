#!/usr/bin/python3
"""Writes networks.json: what torchvision's networks answer for weights and pictures made by a formula.

Run with Debian's python3-torch and python3-torchvision (1.13, 0.14):  ./make_networks.py > networks.json
tst_networks.cpp fills our networks by the same formula. The tensors of a network are filled in order of
their names; value i (counted over the whole network) is noise(i), scaled so that signals neither vanish nor
explode. The pictures are noise on a slope, so that up, down, left and right differ.
"""
import json

import numpy as np
import torch
import torchvision

CLASSES = 5
SIZE = 64


def noise(start, count):
    """Returns numbers in [-1, 1) that look random."""
    waves = np.sin((start + np.arange(count, dtype=np.float64)) * 12.9898) * 43758.5453
    return 2 * (waves - np.floor(waves)) - 1


def fill(network):
    position = 0
    state = network.state_dict()
    for name in sorted(state):
        if name.endswith("num_batches_tracked"):
            continue
        shape = tuple(state[name].shape)
        count = int(np.prod(shape))
        values = noise(position, count)
        position += count
        if name.endswith("running_var"):
            values = 1 + 0.5 * values
        elif name.endswith("running_mean") or name.endswith("bias"):
            values = 0.1 * values
        elif len(shape) == 1:
            values = 1 + 0.25 * values
        else:
            values = values * np.sqrt(3.0 / (count / shape[0]))
        state[name] = torch.from_numpy(values.astype(np.float32).reshape(shape))
    network.load_state_dict(state)
    return network.eval()


def pictures(count):
    values = noise(0, count * 3 * SIZE * SIZE).reshape(count, 3, SIZE, SIZE)
    for number in range(count):
        row, column = np.mgrid[0:SIZE, 0:SIZE]
        values[number] += (row * (number + 1) - column) / SIZE
    return torch.from_numpy(values.astype(np.float32))


def names_and_shapes(network):
    return {name: list(tensor.shape) for name, tensor in network.state_dict().items()}


def main():
    torch.set_grad_enabled(False)
    result = {"classes": CLASSES, "size": SIZE, "networks": {}}
    for name in ("resnet18", "mobilenet_v2"):
        network = fill(getattr(torchvision.models, name)(num_classes=CLASSES))
        result["networks"][name] = {
            "logits": [[round(v, 6) for v in row] for row in network(pictures(2)).tolist()],
            "shapes": names_and_shapes(network),
        }
    print(json.dumps(result, separators=(",", ":")))


if __name__ == "__main__":
    main()
