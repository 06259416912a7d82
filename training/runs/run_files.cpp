#include "training/runs/run_files.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <fstream>
#include <optional>

namespace touchstone::training {

namespace {

using Json = nlohmann::json;

template <class Number>
std::optional<Number> numberIn(const WeightFile& file, const std::string& name) {
  const auto entry = file.metadata.find(name);
  Number value{};
  if (entry == file.metadata.end()) {
    return std::nullopt;
  }
  const std::string& text = entry->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::string exactText(double value) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end};
}

}  // namespace

Status appendMetrics(const RunFiles& files, const EpochReport& report) {
  const Json line = {{"epoch", report.epoch},
                     {"epochs", report.epochs},
                     {"trainLoss", report.trainLoss},
                     {"loss", report.loss},
                     {"accuracy", report.accuracy},
                     {"learningRate", report.learningRate},
                     {"secondsLeft", report.secondsLeft}};
  std::ofstream stream(files.metrics(), std::ios::app | std::ios::binary);
  stream << line.dump() << '\n' << std::flush;
  if (!stream) {
    return Error{ErrorKind::Failed, files.metrics(),
                 files.metrics().string() +
                     " cannot be written: check the free space and the permissions of its folder."};
  }
  return Nothing{};
}

Status copyMetrics(const RunFiles& from, const RunFiles& to, int epochs) {
  std::ifstream stream(from.metrics(), std::ios::binary);
  std::string kept;
  std::string line;
  while (std::getline(stream, line)) {
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_object() && json.value("epoch", 0) <= epochs) {
      kept += line + '\n';
    }
  }
  return labeling::writeFileAtomically(to.metrics(), kept);
}

Result<RunResult> withEvaluation(RunResult result,
                                 analysis::EvaluationReport report,
                                 const RunFiles& files) {
  report.run = files.folder.filename().string();
  report.split = result.split;
  result.metrics = report.figures;
  result.evaluation = files.evaluation();
  return labeling::writeFileAtomically(result.evaluation, analysis::toJson(report))
      .transform([&](Nothing) { return std::move(result); });
}

Status writeCheckpoint(const RunFiles& files, const Checkpoint& checkpoint) {
  WeightFile file = checkpoint.state;
  file.metadata["epoch"] = std::to_string(checkpoint.epoch);
  file.metadata["bestEpoch"] = std::to_string(checkpoint.bestEpoch);
  file.metadata["bestLoss"] = exactText(checkpoint.bestLoss);
  return writeSafetensors(files.checkpoint(), file);
}

Result<Checkpoint> readCheckpoint(const RunFiles& files) {
  auto file = readSafetensors(files.checkpoint());
  if (!file) {
    return file.error();
  }
  const auto epoch = numberIn<int>(*file, "epoch");
  const auto bestEpoch = numberIn<int>(*file, "bestEpoch");
  const auto bestLoss = numberIn<double>(*file, "bestLoss");
  if (!epoch || !bestEpoch || !bestLoss) {
    return Error{ErrorKind::BadInput, files.checkpoint(),
                 files.checkpoint().string() +
                     " is not the checkpoint of a training; start a new run instead of resuming."};
  }
  return Checkpoint{std::move(*file), *epoch, *bestEpoch, *bestLoss};
}

}  // namespace touchstone::training
