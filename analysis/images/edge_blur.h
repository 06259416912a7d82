#pragma once

#include <opencv2/core/mat.hpp>

namespace touchstone::analysis {

/// Returns how blurred the strongest edges of a decoded 8-bit grey or BGR picture are: the standard
/// deviation of the Gaussian that would blur a step like them, in pixels of the picture reduced to
/// at most 640; 0 for a step. An edge that is blurred once more loses the less of its slope the
/// more blurred it was (Zhuo and Sim 2011, "Defocus map estimation from a single image"), which
/// does not depend on its contrast. The strongest edges are those in focus, so a soft background
/// does not count. A picture without any edge gives 0: it is empty, not blurred.
[[nodiscard]] double blurOfEdges(const cv::Mat& picture);

}  // namespace touchstone::analysis
