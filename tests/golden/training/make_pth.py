#!/usr/bin/python3
"""Writes pth/*.pth: small state dicts as torch.save writes them.

Run in this folder with Debian's python3-torch (1.13):  ./make_pth.py
tst_pytorch_file.cpp knows what is in them: values are multiples of 1/8, which every type holds exactly.
"""
from collections import OrderedDict

import torch


def state():
    whole = torch.arange(12, dtype=torch.float32).reshape(3, 4) / 8
    return OrderedDict([
        ("fc.weight", whole),
        ("fc.turned", whole.t()),              # shares the storage, with other strides
        ("fc.part", whole[1:, 2:]),            # begins inside the storage
        ("fc.bias", torch.nn.Parameter(torch.tensor([0.5, -1.0, 2.0]))),
        ("half", torch.tensor([1.5, -0.125], dtype=torch.float16)),
        ("brain", torch.tensor([1.5, -0.125], dtype=torch.bfloat16)),
        ("double", torch.tensor([[0.25]], dtype=torch.float64)),
        ("bn.num_batches_tracked", torch.tensor(7)),
        ("small", torch.tensor([-3, 4], dtype=torch.int8)),
        ("empty", torch.zeros(0, 3)),
    ])


def main():
    torch.save(state(), "pth/zip.pth")
    torch.save(state(), "pth/old.pth", _use_new_zipfile_serialization=False)
    wrapped = OrderedDict(("module." + name, tensor) for name, tensor in state().items())
    checkpoint = {"epoch": 3, "best": 0.5, "state_dict": wrapped, "names": ["a", "b"]}
    torch.save(checkpoint, "pth/checkpoint.pth")
    torch.save(checkpoint, "pth/checkpoint-old.pth", _use_new_zipfile_serialization=False)


if __name__ == "__main__":
    main()
