#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "labeling/images/read_file.h"
#include "training/networks/backbones.h"
#include "training/weights/published_weights.h"
#include "training/weights/pytorch_file.h"
#include "training/weights/sha256.h"
#include "training/weights/weight_files.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace touchstone::app {
namespace {

using nlohmann::json;

struct BackboneArguments {
  std::string name;
  std::string file;
  bool json = false;
};

json rowOf(const training::Backbone& backbone) {
  const auto weights = training::findWeights(backbone.name);
  json row = {{"name", backbone.name},
              {"title", backbone.title},
              {"features", backbone.features},
              {"weights", weights ? json(weights->string()) : json(nullptr)},
              {"published", nullptr}};
  if (const auto* published = training::findPublishedWeights(backbone.name)) {
    row["published"] = {{"address", training::addressOf(*published)},
                        {"sha256", training::digestOfName(published->file)},
                        {"accuracy", published->accuracy},
                        {"licence", training::publishedLicence}};
  }
  return row;
}

std::string whereWeightsAre(const json& row) {
  if (!row["weights"].is_null()) {
    return row["weights"].get<std::string>();
  }
  return row["published"].is_null()
             ? "no weights: starts from random ones"
             : "no weights: 'backbones fetch " + row["name"].get<std::string>() + "' gets them";
}

void list(const BackboneArguments& arguments) {
  json rows = json::array();
  for (const training::Backbone& backbone : training::backbones()) {
    rows.push_back(rowOf(backbone));
  }
  if (arguments.json) {
    std::cout << rows.dump() << '\n';
    return;
  }
  for (const json& row : rows) {
    std::printf("%-18s  %-34s %4d features   %s\n", row["name"].get<std::string>().c_str(),
                row["title"].get<std::string>().c_str(), row["features"].get<int>(),
                whereWeightsAre(row).c_str());
  }
}

void printField(const std::string& name, const json& value) {
  std::printf("%-20s %s\n", name.c_str(),
              value.is_string() ? value.get<std::string>().c_str() : value.dump().c_str());
}

void showOne(const BackboneArguments& arguments, Terminal& terminal) {
  const training::Backbone* backbone = training::findBackbone(arguments.name);
  if (backbone == nullptr) {
    terminal.fail({ErrorKind::Usage,
                   {},
                   "There is no network '" + arguments.name + "'; 'backbones list' names them."});
    return;
  }
  json row = rowOf(*backbone);
  if (const auto weights = training::findWeights(backbone->name)) {
    const auto bytes = labeling::readFile(*weights);
    if (!bytes) {
      terminal.fail(bytes.error());
      return;
    }
    row["sha256"] = training::sha256(*bytes);
    const auto content = training::readWeights(*weights);
    const auto use = content ? training::useOfWeights(*content, *backbone, *weights)
                             : Result<training::TensorUse>(content.error());
    if (!use) {
      terminal.fail(use.error());
      return;
    }
    row["use"] = textOf(*use);
  }
  if (arguments.json) {
    std::cout << row.dump() << '\n';
    return;
  }
  const json published = row["published"];
  row.erase("published");
  for (const auto& [key, value] : row.items()) {
    printField(key, value);
  }
  for (const auto& [key, value] : published.items()) {
    printField("published " + key, value);
  }
}

void report(const Result<training::AddedWeights>& added,
            const std::string& verb,
            const BackboneArguments& arguments,
            Terminal& terminal) {
  if (!added) {
    terminal.fail(added.error());
    return;
  }
  if (arguments.json) {
    std::cout << json{{"name", added->backbone},
                      {"weights", added->file.string()},
                      {"sha256", added->sha256},
                      {"taken", added->use.taken},
                      {"skipped", added->use.skipped},
                      {"missing", added->use.missing},
                      {"headClasses", added->use.headClasses}}
                     .dump()
              << '\n';
    return;
  }
  terminal.note(verb + " weights for " + added->backbone + ": " + added->file.string() +
                "\nSHA-256 " + added->sha256 + "\n" + textOf(added->use));
}

void fetch(const BackboneArguments& arguments, Terminal& terminal) {
  const auto fetched = training::fetchWeights(arguments.name, terminal.work());
  terminal.clearProgress();
  report(fetched, "Fetched", arguments, terminal);
}

}  // namespace

void addBackbonesCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<BackboneArguments>();
  CLI::App* command =
      commandLine.add_subcommand("backbones", "What can be fine-tuned, and its weights");
  command->require_subcommand(0, 1);
  command->add_flag("--json", arguments->json, "JSON on stdout");
  command->fallthrough();

  command->add_subcommand("list", "All networks and where their weights are");
  CLI::App* info = command->add_subcommand("info", "One network");
  info->add_option("name", arguments->name, "A name of the list")->required();
  CLI::App* adding = command->add_subcommand("add", "Keep a copy of a weight file");
  adding
      ->add_option("file", arguments->file,
                   "A .safetensors, .pth or .pt file with torchvision's names")
      ->required();
  CLI::App* fetching = command->add_subcommand("fetch", "Download the published weights");
  fetching->add_option("name", arguments->name, "A name of the list")->required();
  command->callback([arguments, info, adding, fetching, &terminal] {
    if (info->parsed()) {
      showOne(*arguments, terminal);
    } else if (adding->parsed()) {
      report(training::addWeights(arguments->file), "Added", *arguments, terminal);
    } else if (fetching->parsed()) {
      fetch(*arguments, terminal);
    } else {
      list(*arguments);
    }
  });
}

}  // namespace touchstone::app
