#include "labeling/formats/yolo_export.h"

#include "labeling/formats/file_copy.h"
#include "labeling/formats/label_place.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/transfer_warnings.h"
#include "labeling/formats/yolo_tree.h"
#include "labeling/formats/yolo_yaml.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// Writes label files, the class list and the lists of the splits.
class YoloExport {
public:
  YoloExport(const Project& project, fs::path destination, YoloKind kind)
      : project_(project),
        destination_(std::move(destination)),
        kind_(kind),
        ownClasses_(project.folder()),
        place_(pathWithin(destination_, project.folder())) {}

  Result<TransferReport> run(const WorkContext& work) {
    if (Status ready = settleClasses(); !ready) {
      return ready.error();
    }
    double done = 0;
    const auto& images = project_.document().images();
    for (const auto& [id, image] : images) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, destination_, "The YOLO export was stopped."};
      }
      if (Status written = write(id, image); !written) {
        return written.error();
      }
      work.progress(
          {.stage = "Writing labels", .done = ++done, .total = static_cast<double>(images.size())});
    }
    Status finished = isInPlace() ? Status(Nothing{}) : writeDataset(work);
    if (!finished) {
      return finished.error();
    }
    warnings_.writeInto(report_);
    return std::move(report_);
  }

private:
  [[nodiscard]] bool isInPlace() const { return place_ && place_->empty(); }

  /// Takes the ids of the list that is at the destination, or else the project's, and writes the
  /// names that are missing.
  Status settleClasses() {
    std::vector<std::string> wanted;
    for (const auto& [id, labelClass] : project_.document().classes()) {
      wanted.push_back(labelClass.name);
    }
    YoloClassFinder there(destination_);
    const YoloClassList* list = there.listFor("labels/x.txt");
    if (!there.refused().empty()) {
      return there.refused().front();
    }
    if (list == nullptr) {
      classes_ = yoloClassesOf(project_.document(), project_.setting("yolo.names").value_or(""));
      return isInPlace() ? writeFile(destination_ / "classes.txt", linesOf(classes_))
                         : Status(Nothing{});
    }
    hasList_ = true;
    classes_ = list->classes;
    const auto missing = classes_.missingOf(wanted);
    if (missing.empty()) {
      return Nothing{};
    }
    for (const std::string& name : missing) {
      warnings_.add("Classes that the list of the destination did not have, added at its end",
                    name);
    }
    classes_.names.insert(classes_.names.end(), missing.begin(), missing.end());
    return appendToClassList(destination_, *list, missing);
  }

  Status write(ImageId id, const Image& image) {
    const Document& document = project_.document();
    const auto& annotations = document.annotationsOf(id);
    if (image.state == ImageState::Excluded) {
      warnings_.add("Excluded images, left out", image.path);
      return Nothing{};
    }
    if (annotations.empty() && image.state == ImageState::Unlabelled) {
      warnings_.add("Images that are not labelled yet, left out", image.path);
      return Nothing{};
    }
    if (image.width <= 0 || image.height <= 0) {
      warnings_.add("Images that cannot be read, left out", image.path);
      return Nothing{};
    }
    const auto text = textOf(id);
    if (!text) {
      return text.error();
    }
    count(image, annotations);
    if (isInPlace()) {
      return writeFile(yoloLabelFile(document, id, project_.folder()), *text);
    }
    const std::string key = uniqueKey(image);
    const std::string copy = "images/" + key + fs::path(image.path).extension().string();
    copies_.push_back({.source = project_.folder() / image.path, .destination = copy});
    lists_[image.split] += "./" + copy + "\n";
    return writeFile(destination_ / "labels" / (key + ".txt"), *text);
  }

  /// A label file of the project that cannot be read gives nothing to keep, and in its own place it
  /// is not overwritten.
  Result<std::string> textOf(ImageId id) {
    const Document& document = project_.document();
    const fs::path labelFile = yoloLabelFile(document, id, project_.folder());
    std::error_code ignored;
    const auto source = fs::is_regular_file(labelFile, ignored)
                            ? readFile(labelFile, YoloLimits{}.fileBytes)
                            : Result<std::string>(std::string());
    if (!source) {
      return source.error();
    }
    const YoloClassList* list =
        ownClasses_.listFor(pathWithin(labelFile, project_.folder()).value_or(""));
    const YoloClasses none;
    YoloWriting writing{.kind = kind_,
                        .classes = &classes_,
                        .sourceText = *source,
                        .sourceClasses = list != nullptr ? &list->classes : &none,
                        .keypointColumns = ownClasses_.keypointColumns()};
    auto text = yoloText(document, id, writing);
    if (!text && !isInPlace()) {
      warnings_.refuse(text.error());
      writing.sourceText = {};
      text = yoloText(document, id, writing);
    }
    return text;
  }

  void count(const Image& image, const std::vector<AnnotationId>& annotations) {
    ++report_.images;
    for (const AnnotationId id : annotations) {
      const Annotation& annotation = *project_.document().annotation(id);
      report_.annotations += yoloHolds(annotation.shape, kind_) ? 1 : 0;
      for (const std::string& loss : yoloLosses(annotation, kind_)) {
        warnings_.add(loss, image.path);
      }
    }
    if (image.state == ImageState::Verified) {
      warnings_.add("Images' being verified, which YOLO cannot hold", image.path);
    }
  }

  std::string uniqueKey(const Image& image) {
    std::string key = keyOfImage(image.path);
    if (!keys_.insert(key).second) {
      key = image.path;
      warnings_.add("Images whose label file would be that of another one, renamed", image.path);
      keys_.insert(key);
    }
    return key;
  }

  static std::string linesOf(const YoloClasses& classes) {
    std::string text;
    for (std::size_t id = 0; id < classes.names.size(); ++id) {
      text += classes.nameOf(static_cast<int>(id)) + "\n";
    }
    return text;
  }

  Status writeFile(const fs::path& file, const std::string& text) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    return writeFileAtomically(file, text);
  }

  Status writeDataset(const WorkContext& work) {
    const bool splits = lists_.size() > 1 || !lists_.contains(Split::Unassigned);
    Status done = hasList_ ? Status(Nothing{}) : writeNewLists(splits);
    for (const auto& [split, text] : lists_) {
      if (done && splits && split != Split::Unassigned) {
        done = writeFile(destination_ / (std::string(nameOf(split)) + ".txt"), text);
      }
    }
    if (splits && lists_.contains(Split::Unassigned)) {
      warnings_.say(
          "Images without a split are in none of the lists train.txt, val.txt and "
          "test.txt.");
    }
    if (place_) {
      warnings_.say("The images were not copied because " + destination_.string() +
                    " lies in the project.");
      return done;
    }
    return done ? copyFiles(copies_, destination_, false, work) : done;
  }

  Status writeNewLists(bool splits) {
    const auto set = [&](Split split) {
      return !splits                  ? std::string("images")
             : lists_.contains(split) ? std::string(nameOf(split)) + ".txt"
                                      : std::string();
    };
    std::string text = "train: " + set(Split::Train) + "\nval: " + set(Split::Val) + "\n";
    text += lists_.contains(Split::Test) ? "test: test.txt\n" : "";
    text += "nc: " + std::to_string(classes_.names.size()) + "\nnames:\n";
    for (std::size_t id = 0; id < classes_.names.size(); ++id) {
      text += "  " + std::to_string(id) + ": " + yamlTextOf(classes_.nameOf(static_cast<int>(id))) +
              "\n";
    }
    const Status written = writeFile(destination_ / "data.yaml", text);
    return written ? writeFile(destination_ / "labels" / "classes.txt", linesOf(classes_))
                   : written;
  }

  const Project& project_;
  fs::path destination_;
  YoloKind kind_;
  YoloClassFinder ownClasses_;
  std::optional<std::string> place_;  ///< of the destination in the project, when it lies there
  YoloClasses classes_;
  bool hasList_ = false;
  TransferReport report_;
  TransferWarnings warnings_;
  std::set<std::string> keys_;
  std::vector<SourceFile> copies_;
  std::map<Split, std::string> lists_;
};

}  // namespace

YoloClasses yoloClassesOf(const Document& document, const std::string& yoloNames) {
  YoloClasses classes;
  const auto known = nlohmann::json::parse(yoloNames, nullptr, false);
  for (const auto& name : known.is_array() ? known : nlohmann::json::array()) {
    classes.names.push_back(name.is_string() ? name.get<std::string>() : std::string());
  }
  std::vector<std::string> wanted;
  for (const auto& [id, labelClass] : document.classes()) {
    wanted.push_back(labelClass.name);
    const auto number = numberOfStandIn(labelClass.name);
    if (number && classes.idOf(labelClass.name) == number &&
        static_cast<std::size_t>(*number) >= classes.names.size()) {
      classes.names.resize(static_cast<std::size_t>(*number) + 1);
    }
  }
  const auto missing = classes.missingOf(wanted);
  classes.names.insert(classes.names.end(), missing.begin(), missing.end());
  return classes;
}

Result<TransferReport> exportYolo(const Project& project,
                                  const fs::path& destination,
                                  YoloKind kind,
                                  const WorkContext& work) {
  return YoloExport(project, destination, kind).run(work);
}

}  // namespace touchstone::labeling
