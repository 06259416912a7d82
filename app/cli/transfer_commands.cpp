#include "app/cli/commands.h"
#include "app/cli/mturk_export.h"
#include "app/cli/terminal.h"
#include "labeling/formats/label_format.h"
#include "labeling/project/store_place.h"
#include "training/runs/model_export.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

namespace touchstone::app {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> formatNames() {
  std::vector<std::string> names;
  for (const labeling::LabelFormat& format : labeling::labelFormats()) {
    names.emplace_back(format.name);
  }
  return names;
}

struct TransferArguments {
  std::string project;
  std::string run;
  bool half = false;
  std::string format;
  std::string targetFormat;
  std::vector<std::string> sources;
  std::string destination;
  bool json = false;
  labeling::ImportOptions options;
  MturkArguments mturk;
};

void addImportOptions(CLI::App& command, labeling::ImportOptions& options) {
  command.add_option("--label-column", options.labelColumn, "CSV: column with the class");
  command.add_option("--file-column", options.fileColumn,
                     "CSV, Mechanical Turk: column with the image");
  command.add_option("--file-prefix", options.filePrefix, "CSV: put before each path");
  command.add_option("--origin", options.vocOrigin, "VOC: where its numbers begin (else detected)")
      ->check(CLI::IsMember({"labelimg", "devkit"}));
  command.add_flag("--link", options.hardLink, "Hard-link images instead of copying them");
}

nlohmann::json jsonOf(const labeling::TransferReport& report) {
  nlohmann::json notes = nlohmann::json::array();
  for (const labeling::TransferNote& note : report.notes) {
    notes.push_back({{"what", note.what}, {"count", note.count}, {"files", note.names}});
  }
  nlohmann::json refused = nlohmann::json::array();
  for (const Error& error : report.refused) {
    refused.push_back({{"file", error.file.string()}, {"message", error.message}});
  }
  return {{"images", report.images},
          {"annotations", report.annotations},
          {"warnings", report.warnings},
          {"notes", notes},
          {"refused", refused}};
}

std::string countsOf(const char* verb, const labeling::TransferReport& report) {
  return std::string(verb) + ' ' + std::to_string(report.images) + " images with " +
         std::to_string(report.annotations) + " labels.";
}

void report(const TransferArguments& arguments,
            const std::string& sentence,
            const labeling::TransferReport& report,
            Terminal& terminal) {
  for (const std::string& warning : report.warnings) {
    terminal.warn(warning);
  }
  terminal.note(sentence);
  if (arguments.json) {
    std::cout << jsonOf(report).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
              << '\n';
  }
}

Result<labeling::TransferReport> exportFrom(const std::string& folder,
                                            const std::string& format,
                                            const std::string& destination,
                                            Terminal& terminal) {
  const auto project = labeling::Project::open(folder, {}, terminal.work());
  if (!project) {
    return project.error();
  }
  return labeling::findLabelFormat(format)->write(**project, destination, terminal.work());
}

void runMturkExport(const TransferArguments& arguments, Terminal& terminal) {
  const auto project = labeling::Project::open(arguments.project, {}, terminal.work());
  if (!project) {
    terminal.fail(project.error());
    return;
  }
  if (!arguments.mturk.results.empty()) {
    runMturkReview(**project, arguments.mturk, arguments.destination, arguments.json, terminal);
    return;
  }
  const auto written = exportMturkTask(**project, arguments.mturk, arguments.destination);
  if (!written) {
    terminal.fail(written.error());
    return;
  }
  report(arguments,
         "Wrote a question about " + std::to_string(written->images) +
             " images: template.html for the layout, input.csv for the batch.",
         *written, terminal);
}

/// A folder for a conversion's project that is gone when the conversion is over.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "touchstone-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) {
      path_ = pattern;
    }
  }
  ~TemporaryFolder() {
    std::error_code ignoredAtExit;
    fs::remove_all(path_, ignoredAtExit);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

private:
  fs::path path_;
};

void runImport(const TransferArguments& arguments, Terminal& terminal) {
  const std::vector<fs::path> sources(arguments.sources.begin(), arguments.sources.end());
  const auto imported = labeling::importInto(arguments.project, arguments.format, sources,
                                             arguments.options, terminal.work());
  if (!imported) {
    terminal.fail(imported.error());
    return;
  }
  report(arguments, countsOf("Imported", *imported), *imported, terminal);
}

void runModelExport(const TransferArguments& arguments, Terminal& terminal) {
  const auto written =
      training::exportModel(labeling::findRunFolder(arguments.project, arguments.run),
                            arguments.destination, {.half = arguments.half});
  if (!written) {
    terminal.fail(written.error());
    return;
  }
  nlohmann::json files = nlohmann::json::array();
  for (const fs::path& file : *written) {
    files.push_back(file.string());
  }
  terminal.note("Exported the model of run " + arguments.run + " to " + arguments.destination +
                ".");
  if (arguments.json) {
    std::cout << nlohmann::json{{"files", files}}.dump() << '\n';
  }
}

void runExport(const TransferArguments& arguments, bool hasMturkOptions, Terminal& terminal) {
  if (hasMturkOptions && arguments.format != "mturk") {
    terminal.fail({ErrorKind::Usage, arguments.project,
                   "The options for Mechanical Turk go with --format mturk only."});
    return;
  }
  if (arguments.format == "mturk") {
    runMturkExport(arguments, terminal);
    return;
  }
  if (!arguments.run.empty()) {
    runModelExport(arguments, terminal);
    return;
  }
  const auto exported =
      exportFrom(arguments.project, arguments.format, arguments.destination, terminal);
  if (!exported) {
    terminal.fail(exported.error());
    return;
  }
  report(arguments, countsOf("Exported", *exported), *exported, terminal);
}

void runConvert(const TransferArguments& arguments, Terminal& terminal) {
  const TemporaryFolder folder;
  if (folder.path().empty()) {
    terminal.fail({ErrorKind::Failed, fs::temp_directory_path(),
                   "Cannot make a folder in " + fs::temp_directory_path().string() +
                       "; free some space or set TMPDIR."});
    return;
  }
  const std::vector<fs::path> sources(arguments.sources.begin(), arguments.sources.end());
  const auto imported = labeling::importInto(folder.path(), arguments.format, sources,
                                             arguments.options, terminal.work());
  if (!imported) {
    terminal.fail(imported.error());
    return;
  }
  const auto exported =
      exportFrom(folder.path().string(), arguments.targetFormat, arguments.destination, terminal);
  if (!exported) {
    terminal.fail(exported.error());
    return;
  }
  // What was written counts; what was lost on the way in is told too.
  labeling::TransferReport all = *imported;
  all.images = 0;
  all.annotations = 0;
  append(all, *exported);
  report(arguments, countsOf("Converted", all), all, terminal);
}

}  // namespace

void addTransferCommands(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<TransferArguments>();
  const CLI::IsMember known(formatNames());

  CLI::App* in =
      commandLine.add_subcommand("import", "Add images and labels to a project, made if needed");
  in->add_option("project", arguments->project, "Project folder")->required();
  in->add_option("--format", arguments->format, "Format of the labels")->required()->check(known);
  in->add_option("sources", arguments->sources, "Folders or files to read")->required();
  addImportOptions(*in, arguments->options);
  in->callback([arguments, &terminal] { runImport(*arguments, terminal); });

  CLI::App* out = commandLine.add_subcommand(
      "export", "Write a project's labels in a format, or the model of a run");
  out->add_option("project", arguments->project, "Project folder")->required();
  auto* what = out->add_option_group("what", "What is written");
  what->add_option("--format", arguments->format, "Labels, in this format")->check(known);
  what->add_option("--run", arguments->run, "The model of this run, for PyTorch and torchvision");
  what->require_option(1);
  out->add_flag("--half", arguments->half, "Model: 16-bit floats, half the size");
  out->add_option("destination", arguments->destination, "Folder or file to write")->required();
  const CLI::App* mturk = addMturkOptions(*out, arguments->mturk);
  out->callback(
      [arguments, mturk, &terminal] { runExport(*arguments, mturk->count_all() > 0, terminal); });

  CLI::App* convert = commandLine.add_subcommand("convert", "Turn one label format into another");
  convert->add_option("--from", arguments->format, "Format to read")->required()->check(known);
  convert->add_option("source", arguments->sources, "Folder or file to read")
      ->required()
      ->expected(1);
  convert->add_option("--to", arguments->targetFormat, "Format to write")->required()->check(known);
  convert->add_option("destination", arguments->destination, "Folder or file to write")->required();
  addImportOptions(*convert, arguments->options);
  convert->callback([arguments, &terminal] { runConvert(*arguments, terminal); });

  for (CLI::App* command : {in, out, convert}) {
    command->add_flag("--json", arguments->json, "One JSON object on stdout");
  }
}

}  // namespace touchstone::app
