#include "labeling/selection/slic.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <limits>
#include <vector>

namespace touchstone::labeling {
namespace {

constexpr int iterations = 10;  // the paper finds that ten suffice for most pictures

struct Centre {
  cv::Vec3f colour;
  float x = 0;
  float y = 0;
};

cv::Mat3f labColours(const cv::Mat& pixels) {
  cv::Mat colours;
  if (pixels.channels() == 1) {
    cv::cvtColor(pixels, colours, cv::COLOR_GRAY2BGR);
  } else {
    colours = pixels;
  }
  cv::Mat scaled;
  colours.convertTo(scaled, CV_32F, 1.0 / 255);
  cv::Mat3f lab;
  cv::cvtColor(scaled, lab, cv::COLOR_BGR2Lab);
  return lab;
}

float squared(const cv::Vec3f& difference) {
  return difference.dot(difference);
}

/// Returns the place of least gradient among the 3 x 3 pixels around one, which avoids edges.
cv::Point calmestNear(const cv::Mat3f& lab, cv::Point pixel) {
  const cv::Rect inner(1, 1, lab.cols - 2, lab.rows - 2);
  cv::Point best = pixel;
  float least = std::numeric_limits<float>::max();
  for (int y = pixel.y - 1; y <= pixel.y + 1; ++y) {
    for (int x = pixel.x - 1; x <= pixel.x + 1; ++x) {
      if (!cv::Point(x, y).inside(inner)) {
        continue;
      }
      const float gradient =
          squared(lab(y, x + 1) - lab(y, x - 1)) + squared(lab(y + 1, x) - lab(y - 1, x));
      if (gradient < least) {
        least = gradient;
        best = {x, y};
      }
    }
  }
  return best;
}

std::vector<Centre> centresOnGrid(const cv::Mat3f& lab, int side) {
  std::vector<Centre> centres;
  const int rows = std::max(lab.rows / side, 1);
  const int columns = std::max(lab.cols / side, 1);
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const cv::Point middle((2 * column + 1) * lab.cols / (2 * columns),
                             (2 * row + 1) * lab.rows / (2 * rows));
      const cv::Point place = calmestNear(lab, middle);
      centres.push_back({.colour = lab(place),
                         .x = static_cast<float>(place.x),
                         .y = static_cast<float>(place.y)});
    }
  }
  return centres;
}

/// Gives each pixel to the nearest centre of those whose window it lies in.
void assign(const cv::Mat3f& lab,
            const std::vector<Centre>& centres,
            int side,
            float spaceWeight,
            cv::Mat1i& labels) {
  cv::Mat1f nearest(lab.size(), std::numeric_limits<float>::max());
  const cv::Rect picture({}, lab.size());
  for (std::size_t i = 0; i < centres.size(); ++i) {
    const Centre& centre = centres[i];
    const cv::Rect window =
        cv::Rect(cvRound(centre.x) - side, cvRound(centre.y) - side, 2 * side + 1, 2 * side + 1) &
        picture;
    for (int y = window.y; y < window.br().y; ++y) {
      const cv::Vec3f* colours = lab[y];
      float* best = nearest[y];
      int* label = labels[y];
      const float down = static_cast<float>(y) - centre.y;
      for (int x = window.x; x < window.br().x; ++x) {
        const float l = colours[x][0] - centre.colour[0];
        const float a = colours[x][1] - centre.colour[1];
        const float b = colours[x][2] - centre.colour[2];
        const float right = static_cast<float>(x) - centre.x;
        const float distance = l * l + a * a + b * b + spaceWeight * (right * right + down * down);
        if (distance < best[x]) {
          best[x] = distance;
          label[x] = static_cast<int>(i);
        }
      }
    }
  }
}

/// Moves each centre to the mean of its pixels; one without pixels stays.
void moveCentres(const cv::Mat3f& lab, const cv::Mat1i& labels, std::vector<Centre>& centres) {
  struct Sum {
    cv::Vec3d colour;
    double x = 0;
    double y = 0;
    double count = 0;
  };
  std::vector<Sum> sums(centres.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      if (labels(y, x) >= 0) {
        Sum& sum = sums[static_cast<std::size_t>(labels(y, x))];
        sum.colour += cv::Vec3d(lab(y, x));
        sum.x += x;
        sum.y += y;
        ++sum.count;
      }
    }
  }
  for (std::size_t i = 0; i < centres.size(); ++i) {
    const Sum& sum = sums[i];
    if (sum.count > 0) {
      centres[i] = {.colour = cv::Vec3f(sum.colour / sum.count),
                    .x = static_cast<float>(sum.x / sum.count),
                    .y = static_cast<float>(sum.y / sum.count)};
    }
  }
}

/// Collects the pixels connected to `start` that have its label and no number yet; returns the
/// number of a neighbour that has one, or -1.
int collectRegion(const cv::Mat1i& labels,
                  cv::Point start,
                  int number,
                  cv::Mat1i& numbers,
                  std::vector<cv::Point>& region) {
  const cv::Rect picture({}, labels.size());
  const int label = labels(start);
  int neighbour = -1;
  region.assign(1, start);
  numbers(start) = number;
  for (std::size_t i = 0; i < region.size(); ++i) {
    const cv::Point at = region[i];
    for (const cv::Point step :
         {cv::Point(-1, 0), cv::Point(0, -1), cv::Point(1, 0), cv::Point(0, 1)}) {
      const cv::Point next = at + step;
      if (!next.inside(picture)) {
        continue;
      }
      if (numbers(next) >= 0 && numbers(next) != number) {
        neighbour = neighbour < 0 ? numbers(next) : neighbour;
      } else if (numbers(next) < 0 && labels(next) == label) {
        numbers(next) = number;
        region.push_back(next);
      }
    }
  }
  return neighbour;
}

/// Numbers the connected regions; one of less than a quarter of a superpixel joins a neighbour.
cv::Mat1i connectedLabels(const cv::Mat1i& labels, int side) {
  cv::Mat1i numbers(labels.size(), -1);
  const auto least = static_cast<std::size_t>(std::max(side * side / 4, 1));
  std::vector<cv::Point> region;
  int count = 0;
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      if (numbers(y, x) >= 0) {
        continue;
      }
      const int neighbour = collectRegion(labels, {x, y}, count, numbers, region);
      if (region.size() < least && neighbour >= 0) {
        for (const cv::Point& pixel : region) {
          numbers(pixel) = neighbour;
        }
      } else {
        ++count;
      }
    }
  }
  return numbers;
}

}  // namespace

cv::Mat1i slicLabels(const cv::Mat& pixels, int side, double compactness, std::stop_token stop) {
  const cv::Mat3f lab = labColours(pixels);
  std::vector<Centre> centres = centresOnGrid(lab, side);
  const auto weight = static_cast<float>(compactness * compactness / (side * side));
  // Pictures smaller than two superpixels have cells longer than `side`.
  const int reach =
      std::max({side, lab.cols < 2 * side ? lab.cols : 0, lab.rows < 2 * side ? lab.rows : 0});
  cv::Mat1i labels(lab.size(), -1);
  for (int i = 0; i < iterations; ++i) {
    if (stop.stop_requested()) {
      return {};
    }
    assign(lab, centres, reach, weight, labels);
    moveCentres(lab, labels, centres);
  }
  return connectedLabels(labels, side);
}

}  // namespace touchstone::labeling
