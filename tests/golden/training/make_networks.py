#!/usr/bin/python3
"""Writes networks.json: what torchvision's networks answer for weights and pictures made by a formula.

Run with Debian's python3-torch and python3-torchvision (1.13, 0.14):  ./make_networks.py > networks.json
tst_networks.cpp and tst_learning_step.cpp fill our networks by the same formula. The tensors of a network are filled in order of
their names; value i (counted over the whole network) is noise(i), scaled so that signals neither vanish nor
explode. The pictures are noise on a slope, so that up, down, left and right differ.
"""
import json
import pathlib
import sys

import numpy as np
import torch

sys.path.append(str(pathlib.Path(__file__).parents[3] / "resources/model"))
from load_model import make_network  # noqa: E402

NAMES = ("alexnet", "squeezenet1_1", "mobilenet_v2", "mobilenet_v3_small", "mobilenet_v3_large",
         "resnet18", "resnet34", "resnet50", "resnet18-half", "resnet18-half-fine")
CLASSES = 5
SIZES = (64, 97)
LEARNING_RATE = 0.01


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


def pictures(count, size):
    values = noise(0, count * 3 * size * size).reshape(count, 3, size, size)
    for number in range(count):
        row, column = np.mgrid[0:size, 0:size]
        values[number] += (row * (number + 1) - column) / size
    return torch.from_numpy(values.astype(np.float32))


def names_and_shapes(network):
    return {name: list(tensor.shape) for name, tensor in network.state_dict().items()}


def samples(tensor):
    """Returns four values of a tensor, from its first to its last."""
    flat = tensor.flatten()
    last = flat.numel() - 1
    return [round(float(flat[last * i // 3]), 6) for i in range(4)]


def learnt(network):
    """Returns samples of all tensors after one step of plain gradient descent, without dropout.

    In double precision: in single, the order of sums (threads, processor) changes the third digit of ResNet-50.
    """
    network.double()
    for module in network.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0
    network.train()
    optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    loss = torch.nn.functional.cross_entropy(network(pictures(4, SIZES[0]).double()), torch.arange(4))
    loss.backward()
    optimizer.step()
    return {name: samples(tensor) for name, tensor in network.state_dict().items()
            if not name.endswith("num_batches_tracked")}


def main():
    result = {"classes": CLASSES, "learning_rate": LEARNING_RATE, "networks": {}}
    for name in NAMES:
        network = fill(make_network(name, CLASSES))
        with torch.no_grad():
            logits = {str(size): [[round(v, 6) for v in row] for row in network(pictures(2, size)).tolist()]
                      for size in SIZES}
        result["networks"][name] = {"logits": logits, "shapes": names_and_shapes(network), "learnt": learnt(network)}
    print(json.dumps(result, separators=(",", ":")))


if __name__ == "__main__":
    main()
