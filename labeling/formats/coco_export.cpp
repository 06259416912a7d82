#include "labeling/formats/coco_export.h"

#include "labeling/formats/coco.h"
#include "labeling/formats/transfer_warnings.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// Gives ids of a file to entries of the document: the source's where it is free, else new ones.
class IdGiver {
public:
  void wish(std::int64_t entry, std::optional<std::int64_t> sourceId, std::int64_t lowest) {
    if (sourceId && *sourceId >= lowest && used_.insert(*sourceId).second) {
      ids_[entry] = *sourceId;
      last_ = std::max(last_, *sourceId);
    }
  }
  std::int64_t idOf(std::int64_t entry) {
    const auto found = ids_.find(entry);
    if (found != ids_.end()) {
      return found->second;
    }
    return ids_[entry] = ++last_;
  }

private:
  std::set<std::int64_t> used_;
  std::map<std::int64_t, std::int64_t> ids_;
  std::int64_t last_ = 0;
};

void appendEntry(std::string& list, const std::string& entry) {
  list += (list.empty() ? "" : ",\n") + entry;
}

/// Returns the text of one file with those images.
class InstancesFile {
public:
  InstancesFile(const Project& project, TransferReport& report, TransferWarnings& warnings)
      : document_(project.document()),
        header_(project.setting("coco.header").value_or("")),
        report_(report),
        warnings_(warnings) {}

  std::string text(const std::vector<ImageId>& images) {
    wishIds(images);
    std::string categories;
    for (const auto& [id, labelClass] : document_.classes()) {
      appendEntry(categories, cocoText(labelClass, classIds_.idOf(id)));
    }
    std::string imageList;
    for (const ImageId id : images) {
      appendEntry(imageList, cocoText(*document_.image(id), imageIds_.idOf(id)));
      addObjects(id);
      ++report_.images;
    }
    return "{" + headerFields() + "\"images\":[\n" + imageList + "\n],\n\"annotations\":[\n" +
           annotations_ + "\n],\n\"categories\":[\n" + categories + "\n]}\n";
  }

private:
  void wishIds(const std::vector<ImageId>& images) {
    for (const auto& [id, labelClass] : document_.classes()) {
      classIds_.wish(id, labelClass.sourceId, 0);
    }
    for (const ImageId id : images) {
      imageIds_.wish(id, document_.image(id)->sourceId, 0);
      for (const AnnotationId annotation : document_.annotationsOf(id)) {
        annotationIds_.wish(annotation, document_.annotation(annotation)->sourceId, 1);
      }
    }
  }

  void addObjects(ImageId id) {
    const Image& image = *document_.image(id);
    const auto keypointsOf = keypointsByObject(id);
    std::set<std::int64_t> objects;
    for (const AnnotationId annotationId : document_.annotationsOf(id)) {
      objects.insert(document_.annotation(annotationId)->sourceId);
    }
    for (const AnnotationId annotationId : document_.annotationsOf(id)) {
      const Annotation& annotation = *document_.annotation(annotationId);
      if (!cocoHolds(annotation.shape)) {
        warnings_.add("Image tags and lines, which COCO instances cannot hold, left out",
                      image.path);
        continue;
      }
      const bool isPart = std::holds_alternative<Keypoints>(annotation.shape) &&
                          objects.contains(cocoObjectOf(annotation).value_or(-1));
      if (isPart) {
        continue;  // written with its object
      }
      const auto keypoints = keypointsOf.find(annotation.sourceId);
      appendEntry(annotations_,
                  cocoText(annotation,
                           {.id = annotationIds_.idOf(annotationId),
                            .image = imageIds_.idOf(id),
                            .category = classIds_.idOf(annotation.labelClass),
                            .width = image.width,
                            .height = image.height},
                           keypoints != keypointsOf.end() ? keypoints->second : nullptr));
      ++report_.annotations;
    }
  }

  /// The keypoints that came with an object, by its id in the source.
  [[nodiscard]] std::map<std::int64_t, const Keypoints*> keypointsByObject(ImageId id) const {
    std::map<std::int64_t, const Keypoints*> keypointsOf;
    for (const AnnotationId annotationId : document_.annotationsOf(id)) {
      const Annotation& annotation = *document_.annotation(annotationId);
      const auto* keypoints = std::get_if<Keypoints>(&annotation.shape);
      const auto object = keypoints != nullptr ? cocoObjectOf(annotation) : std::nullopt;
      if (object) {
        keypointsOf.emplace(*object, keypoints);
      }
    }
    return keypointsOf;
  }

  /// The fields beside the three lists, with a comma at the end.
  [[nodiscard]] std::string headerFields() const {
    const auto fields = nlohmann::json::parse(header_, nullptr, false);
    if (!fields.is_object() || fields.empty()) {
      return "\"info\":{\"description\":\"Exported by Touchstone\"},\n\"licenses\":[],\n";
    }
    const std::string text = fields.dump();
    return text.substr(1, text.size() - 2) + ",\n";
  }

  const Document& document_;
  std::string header_;
  TransferReport& report_;
  TransferWarnings& warnings_;
  IdGiver classIds_;
  IdGiver imageIds_;
  IdGiver annotationIds_;
  std::string annotations_;
};

std::string fileNameFor(Split split, bool onlyOne) {
  const bool plain = onlyOne && split == Split::Unassigned;
  return plain ? "instances.json" : "instances_" + std::string(nameOf(split)) + ".json";
}

}  // namespace

Result<TransferReport> exportCoco(const Project& project,
                                  const fs::path& destination,
                                  const WorkContext& work) {
  const bool oneFile = destination.extension() == ".json";
  TransferReport report;
  TransferWarnings warnings;
  std::map<Split, std::vector<ImageId>> parts;
  for (const auto& [id, image] : project.document().images()) {
    if (image.state == ImageState::Excluded) {
      warnings.add("Excluded images, left out", image.path);
    } else if (image.state == ImageState::Unlabelled &&
               project.document().annotationsOf(id).empty()) {
      warnings.add("Images that are not labelled yet, left out", image.path);
    } else {
      parts[oneFile ? Split::Unassigned : image.split].push_back(id);
    }
  }
  double done = 0;
  for (const auto& [split, images] : parts) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, destination, "The COCO export was stopped."};
    }
    const fs::path file =
        oneFile ? destination : destination / "annotations" / fileNameFor(split, parts.size() == 1);
    std::error_code ignored;
    fs::create_directories(fs::absolute(file).parent_path(), ignored);
    const Status written =
        writeFileAtomically(file, InstancesFile(project, report, warnings).text(images));
    if (!written) {
      return written.error();
    }
    work.progress(
        {.stage = "Writing labels", .done = ++done, .total = static_cast<double>(parts.size())});
  }
  warnings.writeInto(report);
  return report;
}

}  // namespace touchstone::labeling
