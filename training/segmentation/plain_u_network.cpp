#include "training/segmentation/plain_u_network.h"

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

constexpr int lostPerPair = 4;  // pixels of a side, by two convolutions without padding

/// Returns the middle of maps, as large as `other`.
torch::Tensor middleOf(const torch::Tensor& maps, const torch::Tensor& other) {
  const auto top = (maps.size(2) - other.size(2)) / 2;
  const auto left = (maps.size(3) - other.size(3)) / 2;
  return maps.narrow(2, top, other.size(2)).narrow(3, left, other.size(3));
}

}  // namespace

PlainUNetwork::PlainUNetwork(const SegmenterLayout& layout)
    : layout_(layout), head_(nn::Conv2dOptions(layout.width, layout.classes, 1)) {
  const auto down = register_module("down", std::make_shared<nn::Module>("down"));
  const auto rise = register_module("rise", std::make_shared<nn::Module>("rise"));
  const auto up = register_module("up", std::make_shared<nn::Module>("up"));
  const auto pair = [&](int in, int out) {
    return std::make_shared<ConvolutionPair>(
        ConvolutionPair::Layout{in, out, layout.padded, layout.normalised});
  };
  int channels = 3;
  for (int level = 0; level <= layout.poolings; ++level) {
    const int out = layout.width << level;
    down_.push_back(down->register_module(std::to_string(level), pair(channels, out)));
    channels = out;
  }
  for (int step = 0; step < layout.poolings; ++step) {
    const int out = channels / 2;
    nn::ConvTranspose2d raised(nn::ConvTranspose2dOptions(channels, out, 2).stride(2));
    rise_.push_back(rise->register_module(std::to_string(step), raised));
    up_.push_back(up->register_module(std::to_string(step), pair(channels, out)));
    channels = out;
  }
  register_module("head", head_);
}

torch::Tensor PlainUNetwork::forward(const torch::Tensor& pictures) {
  std::vector<torch::Tensor> passed;
  auto maps = down_.front()->forward(pictures);
  for (std::size_t level = 1; level < down_.size(); ++level) {
    passed.push_back(maps);
    maps = down_[level]->forward(torch::max_pool2d(maps, 2));
  }
  for (std::size_t step = 0; step < up_.size(); ++step) {
    maps = rise_[step](maps);
    maps = up_[step]->forward(torch::cat({middleOf(passed.back(), maps), maps}, 1));
    passed.pop_back();
  }
  return head_(maps);
}

int PlainUNetwork::border() const {
  const int factor = coarsestStride();
  return layout_.padded ? 0 : lostPerPair * (factor - 1) + lostPerPair / 2 * factor;
}

int PlainUNetwork::inputSide(int answerSide) const {
  const int factor = coarsestStride();
  // Without padding an answer is smaller by this than the coarsest answer, enlarged.
  const int lostOnTheWayUp = layout_.padded ? 0 : lostPerPair * (factor - 1);
  const int coarsest = (answerSide + lostOnTheWayUp + factor - 1) / factor;
  return coarsest * factor - lostOnTheWayUp + 2 * border();
}

}  // namespace touchstone::training
