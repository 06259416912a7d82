// Fine-tunes a whole ResNet-18 at 224 pixels in batches of 16 from a folder of class folders of
// JPEGs, and prints images a second; with the images a second of another program as the second
// argument, the ratio as well.
//
//   bench_training FOLDER [IMAGES_PER_SECOND_OF_ANOTHER_PROGRAM]

#include "process_figures.h"
#include "training/networks/backbones.h"
#include "training/runs/network_learner.h"
#include "training/runs/training_pictures.h"
#include "training/runtime.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace touchstone;
using namespace touchstone::training;

namespace {

std::vector<Sample> samplesIn(const std::filesystem::path& folder, int& classes) {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_directory()) {
      folders.push_back(entry.path());
    }
  }
  std::sort(folders.begin(), folders.end());
  classes = static_cast<int>(folders.size());
  std::vector<Sample> samples;
  for (std::size_t label = 0; label < folders.size(); ++label) {
    for (const auto& file : std::filesystem::directory_iterator(folders[label])) {
      Sample sample;
      sample.path = std::filesystem::relative(file.path(), folder).string();
      sample.label = static_cast<int>(label);
      samples.push_back(std::move(sample));
    }
  }
  return samples;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "bench_training FOLDER [IMAGES_PER_SECOND]\n");
    return 2;
  }
  configureThreads();
  const std::filesystem::path folder = argv[1];
  NetworkOptions options;
  options.mode = LearningMode::FineTuning;
  options.size = 224;
  options.batch = 16;
  const auto samples = samplesIn(folder, options.classes);
  PictureOptions pictures;
  pictures.size = options.size;
  const bench::Stopwatch whole;
  PictureStore train(samples, folder, trainingPicturesFor(pictures, options.mode));
  if (!train.load(
          [](const std::string& sentence) { std::fprintf(stderr, "%s\n", sentence.c_str()); },
          {})) {
    return 1;
  }
  const double reading = whole.seconds();
  auto learner = NetworkLearner::make(*findBackbone("resnet18"), {}, train, train, options);
  if (!learner) {
    std::fprintf(stderr, "%s\n", learner.error().message.c_str());
    return 1;
  }
  // Late epochs, in which every stage learns.
  constexpr int epochs = 2;
  const bench::Stopwatch learning;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    static_cast<void>(
        (*learner)->trainEpoch({.number = 10 + epoch, .total = 20, .learningRate = 1e-3}, {}));
  }
  const double passes = learning.seconds();
  const auto count = static_cast<double>(train.readable().size());
  bench::print("reading", count / reading, "images/s");
  bench::print("learning, pictures in memory", epochs * count / passes, "images/s");
  const double rate = epochs * count / (reading + passes);
  bench::print("full fine-tuning from JPEG files, two epochs", rate, "images/s");
  bench::print("threads", threadCount(), "");
  if (argc > 2) {
    bench::print("ratio", rate / std::atof(argv[2]), "");
  }
}
