#include "analysis/coverage/background_clusters.h"

#include "labeling/random.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>

namespace touchstone::analysis {

namespace {

constexpr int mostClusters = 6;
constexpr double closeEnough = 12;
constexpr std::size_t mostFitted = 5000;
constexpr int attempts = 3;

/// Lightness counts half, as it tells of the light too; a gradient is small against a deviation.
constexpr BackgroundFeatures weights{0.5, 1, 1, 1, 2};

BackgroundFeatures weighted(BackgroundFeatures background) {
  for (std::size_t d = 0; d < backgroundFeatures; ++d) {
    background[d] *= weights[d];
  }
  return background;
}

double distance(const BackgroundFeatures& a, const BackgroundFeatures& b) {
  double squares = 0;
  for (std::size_t d = 0; d < backgroundFeatures; ++d) {
    squares += (a[d] - b[d]) * (a[d] - b[d]);
  }
  return std::sqrt(squares);
}

std::size_t nearestOf(const std::vector<BackgroundFeatures>& centres,
                      const BackgroundFeatures& background) {
  const auto nearest =
      std::min_element(centres.begin(), centres.end(), [&](const auto& a, const auto& b) {
        return distance(a, background) < distance(b, background);
      });
  return static_cast<std::size_t>(nearest - centres.begin());
}

/// Returns at most `mostFitted` of the backgrounds, drawn at random.
std::vector<BackgroundFeatures> drawn(std::vector<BackgroundFeatures> all, std::uint64_t seed) {
  if (all.size() > mostFitted) {
    labeling::Random random(seed, 0);
    random.shuffle(all);
    all.resize(mostFitted);
  }
  return all;
}

std::vector<BackgroundFeatures> centresOf(const std::vector<BackgroundFeatures>& fitted,
                                          int clusters,
                                          std::uint64_t seed) {
  cv::Mat1f points(static_cast<int>(fitted.size()), static_cast<int>(backgroundFeatures));
  for (int row = 0; row < points.rows; ++row) {
    for (int d = 0; d < points.cols; ++d) {
      points(row, d) =
          static_cast<float>(fitted[static_cast<std::size_t>(row)][static_cast<std::size_t>(d)]);
    }
  }
  cv::setRNGSeed(static_cast<int>(seed % std::numeric_limits<int>::max()));
  cv::Mat labels;
  cv::Mat1f found;
  cv::kmeans(points, clusters, labels, {cv::TermCriteria::COUNT | cv::TermCriteria::EPS, 50, 0.01},
             attempts, cv::KMEANS_PP_CENTERS, found);
  std::vector<BackgroundFeatures> centres(static_cast<std::size_t>(found.rows));
  for (int row = 0; row < found.rows; ++row) {
    for (int d = 0; d < found.cols; ++d) {
      centres[static_cast<std::size_t>(row)][static_cast<std::size_t>(d)] =
          static_cast<double>(found(row, d));
    }
  }
  return centres;
}

double meanDistance(const std::vector<BackgroundFeatures>& fitted,
                    const std::vector<BackgroundFeatures>& centres) {
  double sum = 0;
  for (const BackgroundFeatures& background : fitted) {
    sum += distance(centres[nearestOf(centres, background)], background);
  }
  return sum / static_cast<double>(fitted.size());
}

/// Returns the centres of the fewest clusters that are close enough.
std::vector<BackgroundFeatures> fewestCentres(const std::vector<BackgroundFeatures>& fitted,
                                              std::uint64_t seed) {
  std::vector<BackgroundFeatures> centres;
  const int most = std::min(mostClusters, static_cast<int>(fitted.size()));
  for (int clusters = 1; clusters <= most; ++clusters) {
    centres = centresOf(fitted, clusters, seed);
    if (meanDistance(fitted, centres) <= closeEnough) {
      break;
    }
  }
  return centres;
}

std::string colourName(double lightness, double a, double b) {
  const double chroma = std::hypot(a, b);
  const std::string tone = lightness < 35 ? "dark " : lightness > 70 ? "light " : "";
  if (chroma < 10) {
    return lightness < 15 ? "black" : lightness > 90 ? "white" : tone + "grey";
  }
  const double angle = std::atan2(b, a) * 180 / std::numbers::pi;
  const double hue = angle < 0 ? angle + 360 : angle;
  // Of the hue angles of CIE L*a*b*: red lies at 40°, yellow at 100°, green at 140°, blue at 270°.
  if (hue < 20 || hue >= 330) {
    return tone + "pink";
  }
  if (hue < 50) {
    return tone + "red";
  }
  if (hue < 85) {
    return lightness < 60 ? tone + "brown" : tone + "orange";
  }
  return tone + (hue < 110   ? "yellow"
                 : hue < 180 ? "green"
                 : hue < 230 ? "turquoise"
                 : hue < 295 ? "blue"
                             : "purple");
}

/// Tells two clusters of one name apart by their lightness when that differs, others by numbers.
void makeUnique(std::vector<std::string>& names, const std::vector<double>& lightness) {
  constexpr double visible = 5;
  std::map<std::string, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < names.size(); ++i) {
    alike[names[i]].push_back(i);
  }
  for (const auto& [name, places] : alike) {
    if (places.size() == 2 && std::abs(lightness[places[0]] - lightness[places[1]]) >= visible) {
      const bool firstIsDarker = lightness[places[0]] < lightness[places[1]];
      names[places[0]] = (firstIsDarker ? "darker " : "lighter ") + name;
      names[places[1]] = (firstIsDarker ? "lighter " : "darker ") + name;
      continue;
    }
    for (std::size_t i = 1; i < places.size(); ++i) {
      names[places[i]] += " (" + std::to_string(i + 1) + ")";
    }
  }
}

}  // namespace

std::string nameOf(const BackgroundFeatures& background) {
  const double slope = background[4];
  const char* texture = slope < 1 ? ", plain" : slope < 4 ? ", textured" : ", busy";
  return colourName(background[0], background[1], background[2]) + texture;
}

BackgroundClusters clusterBackgrounds(std::span<const BackgroundFeatures> backgrounds,
                                      std::uint64_t seed) {
  BackgroundClusters clusters;
  if (backgrounds.empty()) {
    return clusters;
  }
  std::vector<BackgroundFeatures> all(backgrounds.size());
  std::transform(backgrounds.begin(), backgrounds.end(), all.begin(), weighted);
  const auto centres = fewestCentres(drawn(all, seed), seed);
  std::vector<std::size_t> found;
  std::vector<long> sizes(centres.size(), 0);
  for (const BackgroundFeatures& background : all) {
    found.push_back(nearestOf(centres, background));
    ++sizes[found.back()];
  }
  std::vector<std::size_t> order(centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  std::vector<int> places(centres.size());
  std::vector<double> lightness;
  for (std::size_t i = 0; i < order.size(); ++i) {
    places[order[i]] = static_cast<int>(i);
    BackgroundFeatures centre = centres[order[i]];
    for (std::size_t d = 0; d < backgroundFeatures; ++d) {
      centre[d] /= weights[d];
    }
    clusters.names.push_back(nameOf(centre));
    lightness.push_back(centre[0]);
  }
  makeUnique(clusters.names, lightness);
  for (const std::size_t cluster : found) {
    clusters.clusterOf.push_back(places[cluster]);
  }
  return clusters;
}

}  // namespace touchstone::analysis
