#!/usr/bin/python3
"""Writes explanations.json: where PyTorch's gradients say that networks look (Grad-CAM).

Run with Debian's python3-torch and python3-torchvision (1.13, 0.14):  ./make_explanations.py > explanations.json
The weights are those of make_networks.py; the picture is 8-bit noise on a slope, by a formula.
"""
import json

import numpy as np
import torch

from make_networks import CLASSES, fill, make_network, noise

SIZE = 97


def picture():
    """Returns SIZE x SIZE x 3 bytes."""
    row, column, _ = np.mgrid[0:SIZE, 0:SIZE, 0:3]
    values = 128 + 60 * noise(0, SIZE * SIZE * 3).reshape(SIZE, SIZE, 3) + (row - column) * 0.6
    return np.floor(np.clip(values, 0, 255))


def last_maps(name, network, x):
    """Returns the maps of the last stage and a function from them to the logits, as torchvision's forward has them."""
    if name.startswith("resnet"):
        x = network.maxpool(network.relu(network.bn1(network.conv1(x))))
        for layer in (network.layer1, network.layer2, network.layer3, network.layer4):
            x = layer(x)
        return x, lambda maps: network.fc(network.avgpool(maps).flatten(1))
    if name == "squeezenet1_1":
        return network.features(x), lambda maps: network.classifier(maps).flatten(1)
    if name == "mobilenet_v2":
        return network.features(x), lambda maps: network.classifier(maps.mean((2, 3)))
    return network.features(x), lambda maps: network.classifier(network.avgpool(maps).flatten(1))


def main():
    x = torch.from_numpy(picture() / 255)
    x = ((x - torch.tensor([0.485, 0.456, 0.406])) / torch.tensor([0.229, 0.224, 0.225])).float()
    x = x.permute(2, 0, 1).unsqueeze(0)
    result = {"size": SIZE, "networks": {}}
    for name in ("alexnet", "squeezenet1_1", "mobilenet_v2", "mobilenet_v3_small", "resnet18", "resnet50",
                 "resnet18-half-fine"):
        network = fill(make_network(name, CLASSES))
        maps, logits = last_maps(name, network, x)
        maps = maps.detach().requires_grad_()
        result["networks"][name] = []
        for label in range(CLASSES):
            gradient = torch.autograd.grad(logits(maps)[0, label], maps)[0]
            activation = (gradient.mean((2, 3), keepdim=True) * maps).sum(1).relu()[0]
            activation = activation / activation.max().clamp_min(1e-38)
            result["networks"][name].append([[round(v, 6) for v in row] for row in activation.tolist()])
    print(json.dumps(result, separators=(",", ":")))


if __name__ == "__main__":
    main()
