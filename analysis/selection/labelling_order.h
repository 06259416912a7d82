#pragma once

#include "analysis/matrix.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Returns the numbers of the `candidates` (N×D features) in the order in which their labels teach
/// a model most. Each next one stands for as much as possible of what the model is unsure of and
/// nothing before it stands for: it adds most to the sum, over the candidates, of their
/// uncertainty times their greatest cosine to what is labelled or already taken (facility location,
/// Wei, Iyer and Bilmes 2015, weighted by uncertainty; chosen lazily, Minoux 1978). `uncertainties`
/// (N, not negative) may all be 0: then pictures alone decide. `labelled` (M×D) may be empty. Of
/// very many the sum goes over 2,000, and the order behind the first 500 is approximate. Error:
/// stopped by the person.
Result<std::vector<std::size_t>> labellingOrder(const FeatureMatrix& candidates,
                                                std::span<const double> uncertainties,
                                                const FeatureMatrix& labelled,
                                                const WorkContext& work = {});

}  // namespace touchstone::analysis
