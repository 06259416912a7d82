#include "app/cli/commands.h"
#include "app/cli/queried_images.h"
#include "app/cli/terminal.h"
#include "labeling/project/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <memory>
#include <set>
#include <unordered_set>

namespace touchstone::app {
namespace {

using labeling::Document;
using nlohmann::json;

using ImageSet = std::unordered_set<labeling::ImageId>;

/// The median and the extremes of the labelled boxes' sides, in pixels.
json boxSizes(const Document& document, const ImageSet& images) {
  std::vector<double> widths;
  std::vector<double> heights;
  for (const auto& [id, annotation] : document.annotations()) {
    if (labeling::isImageTag(annotation.shape) || !images.contains(annotation.image)) {
      continue;
    }
    const labeling::Box bounds = labeling::boundsOf(annotation.shape);
    widths.push_back(bounds.width());
    heights.push_back(bounds.height());
  }
  if (widths.empty()) {
    return nullptr;
  }
  const auto summary = [](std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    return json{
        {"min", values.front()}, {"median", values[values.size() / 2]}, {"max", values.back()}};
  };
  return {{"width", summary(widths)}, {"height", summary(heights)}};
}

json statistics(const Document& document, const ImageSet& chosen) {
  json classes = json::array();
  long largest = 0;
  long smallest = -1;
  for (const auto& [classId, labelClass] : document.classes()) {
    long annotations = 0;
    std::set<labeling::ImageId> images;
    for (const auto& [id, annotation] : document.annotations()) {
      if (annotation.labelClass == classId && chosen.contains(annotation.image)) {
        ++annotations;
        images.insert(annotation.image);
      }
    }
    largest = std::max(largest, annotations);
    smallest = smallest < 0 ? annotations : std::min(smallest, annotations);
    classes.push_back(
        {{"name", labelClass.name}, {"annotations", annotations}, {"images", images.size()}});
  }
  json splits = {{"train", 0}, {"val", 0}, {"test", 0}, {"unassigned", 0}};
  json states = {{"unlabelled", 0}, {"labelled", 0}, {"verified", 0}, {"excluded", 0}};
  long unreadable = 0;
  std::size_t annotationCount = 0;
  for (const auto& [id, image] : document.images()) {
    if (!chosen.contains(id)) {
      continue;
    }
    annotationCount += document.annotationsOf(id).size();
    json& split = splits[std::string(nameOf(image.split))];
    split = split.get<long>() + 1;
    json& state = states[std::string(nameOf(image.state))];
    state = state.get<long>() + 1;
    unreadable += image.problem.empty() ? 0 : 1;
  }
  return {{"images", chosen.size()},
          {"annotations", annotationCount},
          {"classes", classes},
          {"splits", splits},
          {"states", states},
          {"unreadable", unreadable},
          {"boxes", boxSizes(document, chosen)},
          {"imbalance", smallest > 0
                            ? json(static_cast<double>(largest) / static_cast<double>(smallest))
                            : json(nullptr)}};
}

void printForPeople(const json& stats) {
  std::printf("%ld images, %ld labels\n", stats["images"].get<long>(),
              stats["annotations"].get<long>());
  for (const json& entry : stats["classes"]) {
    std::printf("  %-24s %8ld labels in %ld images\n", entry["name"].get<std::string>().c_str(),
                entry["annotations"].get<long>(), entry["images"].get<long>());
  }
  const auto printCounts = [](const char* title, const json& counts) {
    std::printf("%s:", title);
    for (const auto& [name, count] : counts.items()) {
      std::printf(" %s %ld", name.c_str(), count.get<long>());
    }
    std::printf("\n");
  };
  printCounts("Splits", stats["splits"]);
  printCounts("States", stats["states"]);
  if (stats["imbalance"].is_number()) {
    std::printf("The largest class has %.1f times the labels of the smallest.\n",
                stats["imbalance"].get<double>());
  }
  if (stats["boxes"].is_object()) {
    std::printf("Boxes: width %.0f to %.0f (median %.0f), height %.0f to %.0f (median %.0f)\n",
                stats["boxes"]["width"]["min"].get<double>(),
                stats["boxes"]["width"]["max"].get<double>(),
                stats["boxes"]["width"]["median"].get<double>(),
                stats["boxes"]["height"]["min"].get<double>(),
                stats["boxes"]["height"]["max"].get<double>(),
                stats["boxes"]["height"]["median"].get<double>());
  }
  if (stats["unreadable"].get<long>() > 0) {
    std::printf("%ld images cannot be read.\n", stats["unreadable"].get<long>());
  }
}

struct StatsArguments {
  std::string project;
  std::string query;
  bool json = false;
};

}  // namespace

void addStatsCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<StatsArguments>();
  CLI::App* command = commandLine.add_subcommand("stats", "Count images, labels, classes, splits");
  command->add_option("project", arguments->project, "Project folder")->required();
  command->add_option("--query", arguments->query,
                      "Only these images, as in the search of the image list: "
                      "\"class:rbc size<20 -split:test\"");
  command->add_flag("--json", arguments->json, "One JSON object on stdout");
  command->callback([arguments, &terminal] {
    const auto project = labeling::Project::open(arguments->project, {}, terminal.work());
    if (!project) {
      terminal.fail(project.error());
      return;
    }
    terminal.clearProgress();
    for (const std::string& notice : (*project)->notices()) {
      terminal.note(notice);
    }
    const auto images = queriedImages(**project, arguments->query);
    if (!images) {
      terminal.fail(images.error());
      return;
    }
    const json stats = statistics((*project)->document(), ImageSet(images->begin(), images->end()));
    if (arguments->json) {
      std::cout << stats.dump() << '\n';
    } else {
      printForPeople(stats);
    }
  });
}

}  // namespace touchstone::app
