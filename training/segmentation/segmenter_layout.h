#pragma once

#include "training/networks/backbones.h"

namespace touchstone::training {

/// Everything that tells one U-Net (Ronneberger et al. 2015) from another.
struct SegmenterLayout {
  int classes = 2;                     ///< with background, if there is one
  const Backbone* backbone = nullptr;  ///< that goes down; none: a plain one
  int width = 64;          ///< channels at the finest level, doubled at each coarser one; with a
                           ///< backbone at most those of its own maps
  int poolings = 4;        ///< of the plain network
  bool padded = true;      ///< maps keep their size; the paper's plain network shrinks them
  bool normalised = true;  ///< behind each convolution; the paper's plain network is not
};

/// Returns the network of the paper, which answers for less than it sees.
[[nodiscard]] inline SegmenterLayout paperSegmenter(int classes) {
  return {.classes = classes, .padded = false, .normalised = false};
}

}  // namespace touchstone::training
