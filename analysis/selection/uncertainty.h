#pragma once

#include <span>

namespace touchstone::analysis {

/// Returns how unsure a model is of an image from the scores of its predictions in [0, 1]: the sum
/// of their binary entropies in nats, so that many doubtful objects count more than one ("sum"
/// aggregation of Brust, Käding and Denzler 2018). For the classes of a whole image it is largest
/// when they are equally likely. 0 without predictions. The most uncertain image is the one whose
/// label teaches most (Settles 2009, uncertainty sampling).
[[nodiscard]] double uncertaintyOf(std::span<const double> scores);

}  // namespace touchstone::analysis
