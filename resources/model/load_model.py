#!/usr/bin/python3
"""Uses a model that Touchstone exported, with PyTorch and torchvision (from 0.9 on; no other package but NumPy and Pillow).

    python3 load_model.py IMAGE...          prints the most probable class of each image

or from a program, with this file beside it:

    import load_model
    model = load_model.open_model("folder")     # model.safetensors and model.json
    print(model.probabilities("image.jpg"))     # {"ants": 0.98, "bees": 0.02}
    model.network                               # the torch.nn.Module, a torchvision network
"""
import json
import pathlib
import struct
import sys

import numpy as np
import torch
import torchvision
from PIL import Image, ImageOps


class HalfResNet(torchvision.models.ResNet):
    """ResNet-18 with half the channels; with a fine stem (3 x 3, no pooling) for pictures of few pixels."""

    def __init__(self, num_classes, fine_stem):
        block = torchvision.models.resnet.BasicBlock
        super().__init__(block, [2, 2, 2, 2], num_classes=num_classes)
        self.inplanes = 32
        kernel = 3 if fine_stem else 7
        self.conv1 = torch.nn.Conv2d(3, 32, kernel, stride=2, padding=kernel // 2, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(32)
        if fine_stem:
            self.maxpool = torch.nn.Identity()
        for i in range(4):
            setattr(self, f"layer{i + 1}", self._make_layer(block, 32 << i, 2, stride=1 if i == 0 else 2))
        self.fc = torch.nn.Linear(256, num_classes)


def make_network(name, classes):
    """Returns the network of that name with random weights."""
    if name.startswith("resnet18-half"):
        return HalfResNet(classes, fine_stem=name.endswith("-fine"))
    return getattr(torchvision.models, name)(num_classes=classes)


def read_safetensors(path):
    """Returns the tensors of a safetensors file by name, floating ones as float32."""
    data = pathlib.Path(path).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    types = {"F16": np.float16, "F32": np.float32, "I64": np.int64}
    tensors = {}
    for name, entry in json.loads(data[8:8 + length]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + length + begin:8 + length + end], types[entry["dtype"]])
        tensor = torch.from_numpy(values.reshape(entry["shape"]).copy())
        tensors[name] = tensor.float() if tensor.is_floating_point() else tensor
    return tensors


def shrunk(values, length, axis):
    """Resizes an array along one axis to fewer entries: exact means over what each new entry covers."""
    values = np.moveaxis(values, axis, 0)
    sums = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    edges = np.linspace(0, len(values), length + 1)
    whole = np.minimum(edges.astype(int), len(values) - 1)
    part = (edges - whole).reshape(-1, *[1] * (values.ndim - 1))
    at_edges = sums[whole] + part * values[whole]
    return np.moveaxis(np.diff(at_edges, axis=0) * length / len(values), 0, axis)


class Model:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.description = json.loads((folder / "model.json").read_text())
        self.classes = self.description["classes"]
        self.network = make_network(self.description["backbone"], len(self.classes))
        self.network.load_state_dict(read_safetensors(folder / "model.safetensors"), strict=True)
        self.network.eval()

    def picture(self, image):
        """Returns 1 x 3 x size x size: the centre of an image (a path or a Pillow image) as the network sees it."""
        size = self.description["size"]
        if not isinstance(image, Image.Image):
            image = Image.open(image)
            side = int(np.ceil(size * self.description["zoom"]))
            image.draft("RGB", (side, side))  # a large JPEG is decoded at a fraction of its size, as Touchstone does
            image = ImageOps.exif_transpose(image)
        image = image.convert("RGB")
        factor = size * self.description["zoom"] / min(image.size)
        width, height = (max(size, round(side * factor)) for side in image.size)
        if width <= image.width and height <= image.height:
            pixels = np.asarray(image, dtype=np.float64)
            pixels = np.rint(shrunk(shrunk(pixels, height, 0), width, 1))
        else:
            pixels = np.asarray(image.resize((width, height), Image.BICUBIC), dtype=np.float64)
        left, top = (width - size) // 2, (height - size) // 2
        pixels = pixels[top:top + size, left:left + size] / 255
        pixels = (pixels - self.description["mean"]) / self.description["std"]
        return torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1).unsqueeze(0)

    def probabilities(self, image):
        """Returns the probability of each class."""
        picture = self.picture(image)
        with torch.no_grad():
            logits = self.network(picture)
            if self.description["mirrored"]:
                logits = (logits + self.network(picture.flip(3))) / 2
        return dict(zip(self.classes, logits.double().softmax(1)[0].tolist()))


def open_model(folder):
    return Model(folder)


def main():
    model = open_model(pathlib.Path(__file__).parent)
    for image in sys.argv[1:]:
        probabilities = model.probabilities(image)
        best = max(probabilities, key=probabilities.get)
        print(f"{best:<20} {probabilities[best]:.3f}  {image}")


if __name__ == "__main__":
    main()
