#include "training/detection/roi_align.h"

#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <array>
#include <vector>

// One binary serves old and new processors: the inner loop exists for AVX2 as well. It is chosen
// before main, which the sanitizers do not survive.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define TOUCHSTONE_CLONES __attribute__((target_clones("arch=haswell", "default")))
#else
#define TOUCHSTONE_CLONES
#endif

namespace touchstone::training {

namespace {

/// One of the four pixels that a bilinear sample is made of, or of the pixels of a whole bin.
template <class Number>
struct Tap {
  std::int64_t pixel = 0;  ///< of all maps of the batch, row by row
  Number weight = 0;
};

/// A sample along one axis: two pixels and the weight of the second one.
struct AxisSample {
  std::int64_t low = 0;
  std::int64_t high = 0;
  double share = 0;
  bool inside = true;
};

AxisSample axisSample(double position, std::int64_t length) {
  AxisSample sample;
  sample.inside = position >= -1 && position <= static_cast<double>(length);
  position = std::max(position, 0.0);
  sample.low = std::min(static_cast<std::int64_t>(position), length - 1);
  sample.high = std::min(sample.low + 1, length - 1);
  sample.share = sample.high == sample.low ? 0 : position - static_cast<double>(sample.low);
  return sample;
}

struct MapSize {
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
};

/// Finds the pixels and weights of all bins of one region.
template <class Number>
class RegionTaps {
public:
  RegionTaps(const Number* region, const MapSize& size, const RoiAlignOptions& options)
      : bins_(options.bins), samples_(options.samples) {
    const auto picture = static_cast<std::int64_t>(region[0]);
    const auto alongX = axis(region[1], region[3], size.width, options.scale);
    const auto alongY = axis(region[2], region[4], size.height, options.scale);
    const auto firstRow = picture * size.height;
    const double mean = 1.0 / (samples_ * samples_);
    taps_.resize(static_cast<std::size_t>(bins_ * bins_ * tapsPerBin()));
    std::size_t next = 0;
    for (int row = 0; row < bins_; ++row) {
      for (int column = 0; column < bins_; ++column) {
        for (int i = 0; i < samples_ * samples_; ++i) {
          const auto& y = alongY[static_cast<std::size_t>(row * samples_ + i / samples_)];
          const auto& x = alongX[static_cast<std::size_t>(column * samples_ + i % samples_)];
          const double weight = y.inside && x.inside ? mean : 0;
          const auto low = (firstRow + y.low) * size.width;
          const auto high = (firstRow + y.high) * size.width;
          add(next, low + x.low, weight * (1 - y.share) * (1 - x.share));
          add(next, low + x.high, weight * (1 - y.share) * x.share);
          add(next, high + x.low, weight * y.share * (1 - x.share));
          add(next, high + x.high, weight * y.share * x.share);
        }
      }
    }
  }

  [[nodiscard]] const Tap<Number>* ofBin(std::int64_t bin) const {
    return taps_.data() + bin * tapsPerBin();
  }
  [[nodiscard]] std::int64_t tapsPerBin() const { return 4 * samples_ * samples_; }

private:
  [[nodiscard]] std::vector<AxisSample> axis(double low,
                                             double high,
                                             std::int64_t length,
                                             double scale) const {
    const Number start = static_cast<Number>(low * scale);
    const Number extent =
        std::max<Number>(static_cast<Number>(high * scale) - start, static_cast<Number>(1));
    const Number bin = extent / static_cast<Number>(bins_);
    std::vector<AxisSample> result;
    for (int i = 0; i < bins_ * samples_; ++i) {
      const Number offset = static_cast<Number>(i / samples_) * bin;
      const Number within = (static_cast<Number>(i % samples_) + static_cast<Number>(0.5)) * bin /
                            static_cast<Number>(samples_);
      result.push_back(axisSample(static_cast<double>(start + offset + within), length));
    }
    return result;
  }

  void add(std::size_t& next, std::int64_t pixel, double weight) {
    taps_[next++] = {pixel, static_cast<Number>(weight)};
  }

  std::int64_t bins_;
  std::int64_t samples_;
  std::vector<Tap<Number>> taps_;
};

/// Adds `weight` times the numbers at `from` to those at `to`.
TOUCHSTONE_CLONES void addWeighted(float* __restrict to,
                                   const float* __restrict from,
                                   float weight,
                                   std::int64_t count) {
  constexpr std::int64_t lanes = 8;
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (std::int64_t lane = 0; lane < lanes; ++lane) {
      to[i + lane] += weight * from[i + lane];
    }
  }
  for (; i < count; ++i) {
    to[i] += weight * from[i];
  }
}

void addWeighted(double* to, const double* from, double weight, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    to[i] += weight * from[i];
  }
}

/// Fills `output` (K×C×bins×bins) from maps whose channels lie side by side.
template <class Number>
void readRegions(const Number* maps,
                 const Number* regions,
                 std::int64_t count,
                 const MapSize& size,
                 const RoiAlignOptions& options,
                 Number* output) {
  const std::int64_t bins = options.bins * options.bins;
  at::parallel_for(0, count, 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<Number> sum(static_cast<std::size_t>(size.channels));
    for (std::int64_t k = begin; k < end; ++k) {
      const RegionTaps<Number> taps(regions + 5 * k, size, options);
      Number* result = output + k * size.channels * bins;
      for (std::int64_t bin = 0; bin < bins; ++bin) {
        std::fill(sum.begin(), sum.end(), Number(0));
        const Tap<Number>* tap = taps.ofBin(bin);
        for (std::int64_t t = 0; t < taps.tapsPerBin(); ++t) {
          addWeighted(sum.data(), maps + tap[t].pixel * size.channels, tap[t].weight,
                      size.channels);
        }
        for (std::int64_t c = 0; c < size.channels; ++c) {
          result[c * bins + bin] = sum[static_cast<std::size_t>(c)];
        }
      }
    }
  });
}

/// Adds the gradients of `output` to those of the maps. Each thread takes some of the channels, so
/// that no two write to one place.
template <class Number>
void spreadGradient(const Number* gradient,
                    const Number* regions,
                    std::int64_t count,
                    const MapSize& size,
                    const RoiAlignOptions& options,
                    Number* maps) {
  const std::int64_t bins = options.bins * options.bins;
  constexpr std::int64_t fewestChannels = 16;
  at::parallel_for(0, size.channels, fewestChannels, [&](std::int64_t begin, std::int64_t end) {
    std::vector<Number> part(static_cast<std::size_t>(end - begin));
    for (std::int64_t k = 0; k < count; ++k) {
      const RegionTaps<Number> taps(regions + 5 * k, size, options);
      const Number* from = gradient + (k * size.channels + begin) * bins;
      for (std::int64_t bin = 0; bin < bins; ++bin) {
        for (std::size_t c = 0; c < part.size(); ++c) {
          part[c] = from[static_cast<std::int64_t>(c) * bins + bin];
        }
        const Tap<Number>* tap = taps.ofBin(bin);
        for (std::int64_t t = 0; t < taps.tapsPerBin(); ++t) {
          addWeighted(maps + tap[t].pixel * size.channels + begin, part.data(), tap[t].weight,
                      end - begin);
        }
      }
    }
  });
}

class RoiAlignFunction : public torch::autograd::Function<RoiAlignFunction> {
public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context,
                               const torch::Tensor& maps,
                               const torch::Tensor& regions,
                               int bins,
                               double scale,
                               int samples) {
    const auto rows = regions.to(maps.scalar_type()).contiguous();
    const auto input = maps.contiguous(torch::MemoryFormat::ChannelsLast);
    const MapSize size{maps.size(1), maps.size(2), maps.size(3)};
    auto output = torch::empty({rows.size(0), size.channels, bins, bins}, maps.options());
    AT_DISPATCH_FLOATING_TYPES(maps.scalar_type(), "roiAlign", [&] {
      readRegions<scalar_t>(input.data_ptr<scalar_t>(), rows.data_ptr<scalar_t>(), rows.size(0),
                            size, {bins, scale, samples}, output.data_ptr<scalar_t>());
    });
    context->save_for_backward({rows});
    context->saved_data["shape"] = maps.sizes().vec();
    context->saved_data["bins"] = bins;
    context->saved_data["scale"] = scale;
    context->saved_data["samples"] = samples;
    return output;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto rows = context->get_saved_variables().front();
    const auto shape = context->saved_data["shape"].toIntVector();
    const RoiAlignOptions options{static_cast<int>(context->saved_data["bins"].toInt()),
                                  context->saved_data["scale"].toDouble(),
                                  static_cast<int>(context->saved_data["samples"].toInt())};
    const auto gradient = gradients.front().contiguous();
    auto result =
        torch::empty(shape, gradient.options(), torch::MemoryFormat::ChannelsLast).zero_();
    AT_DISPATCH_FLOATING_TYPES(gradient.scalar_type(), "roiAlign", [&] {
      spreadGradient<scalar_t>(gradient.data_ptr<scalar_t>(), rows.data_ptr<scalar_t>(),
                               rows.size(0), {shape[1], shape[2], shape[3]}, options,
                               result.data_ptr<scalar_t>());
    });
    return {result, torch::Tensor(), torch::Tensor(), torch::Tensor(), torch::Tensor()};
  }
};

/// Samples along one axis of K regions, each tensor K×(bins·samples).
struct AxisSamples {
  torch::Tensor low;
  torch::Tensor high;
  torch::Tensor share;
  torch::Tensor inside;
};

AxisSamples axisSamples(const torch::Tensor& low,
                        const torch::Tensor& high,
                        std::int64_t length,
                        const RoiAlignOptions& options) {
  const auto start = low * options.scale;
  const auto bin = (high * options.scale - start).clamp_min(1) / options.bins;
  const auto steps =
      (torch::arange(options.bins * options.samples, low.options()) + 0.5) / options.samples;
  const auto given = start.unsqueeze(1) + bin.unsqueeze(1) * steps;
  const auto position = given.clamp_min(0);
  const auto first = position.floor().clamp_max(static_cast<double>(length - 1));
  const auto isLast = first >= static_cast<double>(length - 1);
  return {first.to(torch::kLong), (first + 1).clamp_max(length - 1.0).to(torch::kLong),
          (position - first).masked_fill(isLast, 0),
          ((given >= -1) & (given <= static_cast<double>(length))).to(low.scalar_type())};
}

}  // namespace

torch::Tensor roiAlign(const torch::Tensor& maps,
                       const torch::Tensor& regions,
                       const RoiAlignOptions& options) {
  if (!maps.is_cpu()) {
    return roiAlignByGathering(maps, regions, options);
  }
  return RoiAlignFunction::apply(maps, regions, options.bins, options.scale, options.samples);
}

torch::Tensor roiAlignByGathering(const torch::Tensor& maps,
                                  const torch::Tensor& regions,
                                  const RoiAlignOptions& options) {
  const auto height = maps.size(2);
  const auto width = maps.size(3);
  const auto channels = maps.size(1);
  const auto pixels = maps.permute({0, 2, 3, 1}).reshape({-1, channels});
  const auto rows = regions.to(maps.scalar_type());
  const auto x = axisSamples(rows.select(1, 1), rows.select(1, 3), width, options);
  const auto y = axisSamples(rows.select(1, 2), rows.select(1, 4), height, options);
  const auto firstRow = (rows.select(1, 0).to(torch::kLong) * height).unsqueeze(1);
  torch::Tensor sum;
  for (const bool lower : {false, true}) {
    const auto row = firstRow + (lower ? y.high : y.low);
    const auto rowWeight = (lower ? y.share : 1 - y.share) * y.inside;
    for (const bool right : {false, true}) {
      const auto columnWeight = (right ? x.share : 1 - x.share) * x.inside;
      const auto place = row.unsqueeze(2) * width + (right ? x.high : x.low).unsqueeze(1);
      const auto weight = rowWeight.unsqueeze(2) * columnWeight.unsqueeze(1);
      const auto part = pixels.index_select(0, place.flatten()) * weight.flatten().unsqueeze(1);
      sum = sum.defined() ? sum + part : part;
    }
  }
  return sum
      .view({rows.size(0), options.bins, options.samples, options.bins, options.samples, channels})
      .mean({2, 4})
      .permute({0, 3, 1, 2});
}

}  // namespace touchstone::training
