#include "training/weights/state_dict.h"

#include <algorithm>

namespace touchstone::training {

namespace {

std::string shapeText(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const auto side : shape) {
    text += (text.empty() ? "" : "×") + std::to_string(side);
  }
  return text.empty() ? "a single number" : text;
}

bool isOptional(const std::string& tensor) {
  return tensor.ends_with("num_batches_tracked");
}

}  // namespace

std::map<std::string, torch::Tensor> tensorsOf(const torch::nn::Module& network) {
  std::map<std::string, torch::Tensor> tensors;
  for (const auto& item : network.named_parameters()) {
    tensors[item.key()] = item.value();
  }
  for (const auto& item : network.named_buffers()) {
    tensors[item.key()] = item.value();
  }
  return tensors;
}

TensorData dataOf(const torch::Tensor& tensor) {
  TensorData data;
  data.shape = tensor.sizes().vec();
  const bool isFloat = tensor.is_floating_point();
  const auto flat =
      tensor.detach().to(torch::kCPU, isFloat ? torch::kFloat : torch::kLong).contiguous();
  const auto count = static_cast<std::size_t>(flat.numel());
  if (isFloat) {
    data.values = std::vector<float>(flat.data_ptr<float>(), flat.data_ptr<float>() + count);
  } else {
    data.values = std::vector<std::int64_t>(flat.data_ptr<std::int64_t>(),
                                            flat.data_ptr<std::int64_t>() + count);
  }
  return data;
}

torch::Tensor tensorOf(const TensorData& data) {
  return std::visit(
      [&](const auto& values) {
        using Number = typename std::decay_t<decltype(values)>::value_type;
        auto tensor = torch::empty(data.shape, torch::CppTypeToScalarType<Number>::value);
        std::copy(values.begin(), values.end(), tensor.template data_ptr<Number>());
        return tensor;
      },
      data.values);
}

WeightFile stateDictOf(const torch::nn::Module& network) {
  WeightFile weights;
  for (const auto& [name, tensor] : tensorsOf(network)) {
    weights.tensors[name] = dataOf(tensor);
  }
  weights.metadata["format"] = "pt";
  return weights;
}

Result<std::vector<std::string>> loadTensors(const std::map<std::string, torch::Tensor>& targets,
                                             const WeightFile& weights,
                                             const std::filesystem::path& name) {
  torch::NoGradGuard noGradient;
  std::vector<std::string> missing;
  for (auto [key, target] : targets) {
    const auto source = weights.tensors.find(key);
    if (source == weights.tensors.end()) {
      if (!isOptional(key)) {
        return Error{
            ErrorKind::BadInput, name,
            name.string() + " has no tensor " + key +
                ", so it belongs to another network; choose the backbone it was made for."};
      }
      missing.push_back(key);
      continue;
    }
    if (source->second.shape != target.sizes().vec()) {
      return Error{ErrorKind::BadInput, name,
                   name.string() + " has " + key + " as " + shapeText(source->second.shape) +
                       " where the network needs " + shapeText(target.sizes().vec()) +
                       "; choose the backbone it was made for."};
    }
    target.copy_(tensorOf(source->second));
  }
  return missing;
}

Result<LoadReport> loadStateDict(Network& network,
                                 const WeightFile& weights,
                                 const std::filesystem::path& name) {
  auto targets = tensorsOf(network);
  LoadReport report;
  for (const auto& [key, data] : weights.tensors) {
    if (!targets.contains(key)) {
      report.skipped.push_back(key);
    }
  }
  const auto headWeight = weights.tensors.find(network.headName() + ".weight");
  report.newHead = headWeight == weights.tensors.end() ||
                   headWeight->second.shape != network.headWeight().sizes().vec();
  if (report.newHead) {
    std::erase_if(targets, [&](const auto& item) {
      return item.first.starts_with(network.headName() + ".");
    });
  }
  auto missing = loadTensors(targets, weights, name);
  if (!missing) {
    return missing.error();
  }
  report.missing = std::move(*missing);
  for (const auto& [key, target] : targets) {
    if (weights.tensors.contains(key)) {
      report.taken.push_back(key);
    }
  }
  return report;
}

}  // namespace touchstone::training
