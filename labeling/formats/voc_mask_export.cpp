#include "labeling/formats/voc_mask_export.h"

#include "labeling/formats/coco_rle.h"
#include "labeling/formats/label_place.h"
#include "labeling/formats/transfer_warnings.h"
#include "labeling/formats/voc_mask_classes.h"
#include "labeling/formats/voc_masks.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon_raster.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int mostNumbers = 254;

json fieldsOf(const std::string& unknown) {
  json fields = json::parse(unknown, nullptr, false);
  return fields.is_object() ? fields : json::object();
}

/// Gives the classes their numbers: those they came with, VOC's for its twenty, else new ones.
std::map<ClassId, VocMaskClass> numberedClasses(const Document& document) {
  std::map<ClassId, VocMaskClass> numbered;
  std::set<int> used;
  const auto give = [&](ClassId id, int number) {
    if (!numbered.contains(id) && number > 0 && number <= mostNumbers &&
        used.insert(number).second) {
      numbered[id] = {.number = number, .colour = 0, .name = document.labelClass(id)->name};
    }
  };
  for (const auto& [id, labelClass] : document.classes()) {
    give(id, vocNumberIn(labelClass.unknown).value_or(0));
  }
  if (used.empty()) {
    for (const VocMaskClass& known : vocTwentyClasses().classes) {
      const auto id = document.findClass(known.name);
      give(id.value_or(0), id ? known.number : 0);
    }
  }
  int next = 1;
  for (const auto& [id, labelClass] : document.classes()) {
    while (used.contains(next)) {
      ++next;
    }
    give(id, next);
  }
  return numbered;
}

/// Returns the pixels of a shape on its image; nothing for kinds that have none.
std::optional<Mask> pixelsOfShape(const Shape& shape, const Image& image) {
  if (const auto* mask = std::get_if<Mask>(&shape)) {
    const bool fits = mask->width == image.width && mask->height == image.height;
    return fits ? *mask : clippedTo(*mask, image.width, image.height);
  }
  const auto* polygon = std::get_if<Polygon>(&shape);
  return polygon != nullptr ? std::optional(maskOf(*polygon, image.width, image.height))
                            : std::nullopt;
}

/// Writes the pictures of a project.
class VocMaskExport {
public:
  VocMaskExport(const Project& project, fs::path destination)
      : document_(project.document()),
        destination_(std::move(destination)),
        classes_(numberedClasses(document_)) {}

  Result<TransferReport> run(const WorkContext& work) {
    double done = 0;
    for (const auto& [id, image] : document_.images()) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, destination_,
                     "The export of segmentation pictures was stopped."};
      }
      const Status written = write(id, image);
      if (!written) {
        return written.error();
      }
      work.progress({.stage = "Writing masks",
                     .done = ++done,
                     .total = static_cast<double>(document_.images().size())});
    }
    std::vector<VocMaskClass> list;
    for (const auto& [id, entry] : classes_) {
      list.push_back(entry);
    }
    lists_[destination_ / "class_names.txt"] = vocClassNamesText(list);
    for (const auto& [file, text] : lists_) {
      const Status written = writeFileAtomically(placed(file), text);
      if (!written) {
        return written.error();
      }
    }
    warnings_.writeInto(report_);
    return std::move(report_);
  }

private:
  Status write(ImageId id, const Image& image) {
    if (image.state == ImageState::Excluded) {
      warnings_.add("Excluded images, left out", image.path);
      return Nothing{};
    }
    if (document_.annotationsOf(id).empty() && image.state == ImageState::Unlabelled) {
      return Nothing{};
    }
    if (image.width <= 0 || image.height <= 0) {
      warnings_.add("Images whose size is not known, left out", image.path);
      return Nothing{};
    }
    const std::vector<VocMaskObject> objects = objectsOf(id, image);
    const Mask voidPixels = vocVoidIn(image.unknown).value_or(emptyMask(image.width, image.height));
    const VocMaskPictures pictures = vocMaskPicturesOf(
        objects, clippedTo(voidPixels, image.width, image.height), image.width, image.height);
    if (pictures.hiddenPixels > 0) {
      warnings_.add("Images where objects cover others, whose hidden pixels are left out",
                    image.path);
    }
    ++report_.images;
    report_.annotations += static_cast<int>(objects.size());
    const std::string key = uniqueKey(image);
    addToLists(image, key);
    return writePicture(pictures.classes, "SegmentationClass", key).and_then([&](Nothing) {
      return writePicture(pictures.objects, "SegmentationObject", key);
    });
  }

  /// Objects keep the numbers they came with; the others get the lowest that are free.
  std::vector<VocMaskObject> objectsOf(ImageId id, const Image& image) {
    std::vector<VocMaskObject> objects;
    std::set<int> used;
    for (const AnnotationId annotationId : document_.annotationsOf(id)) {
      const Annotation& annotation = *document_.annotation(annotationId);
      auto pixels = pixelsOfShape(annotation.shape, image);
      const auto labelClass = classes_.find(annotation.labelClass);
      if (!pixels) {
        warnings_.add("Labels that are neither masks nor polygons, left out", image.path);
      } else if (labelClass == classes_.end()) {
        warnings_.add("Objects of the 255th class and beyond, left out", image.path);
      } else if (isEmpty(*pixels)) {
        warnings_.add("Objects without pixels, left out", image.path);
      } else {
        const int wish = vocNumberIn(annotation.unknown).value_or(0);
        const bool free = wish > 0 && wish <= mostNumbers && used.insert(wish).second;
        objects.push_back({.classNumber = labelClass->second.number,
                           .number = free ? wish : 0,
                           .mask = *std::move(pixels)});
      }
    }
    int next = 1;
    for (VocMaskObject& object : objects) {
      while (object.number == 0 && used.contains(next)) {
        ++next;
      }
      if (object.number == 0) {
        object.number = next;
        used.insert(next);
      }
    }
    const auto tooMany = [](const VocMaskObject& object) { return object.number > mostNumbers; };
    if (std::erase_if(objects, tooMany) > 0) {
      warnings_.add("Images with more than 254 objects, the others left out", image.path);
    }
    return objects;
  }

  std::string uniqueKey(const Image& image) {
    std::string key = keyOfImage(image.path);
    if (!keys_.insert(key).second) {
      key = image.path;
      keys_.insert(key);
    }
    return key;
  }

  void addToLists(const Image& image, const std::string& key) {
    if (image.split != Split::Unassigned) {
      const fs::path folder = destination_ / "ImageSets" / "Segmentation";
      lists_[folder / (std::string(nameOf(image.split)) + ".txt")] += key + "\n";
    }
  }

  Status writePicture(const IndexedPicture& picture, const char* folder, const std::string& key) {
    const fs::path file = placed(destination_ / folder / (key + ".png"));
    return indexedPngOf(picture).and_then(
        [&](const std::string& png) { return writeFileAtomically(file, png); });
  }

  static fs::path placed(fs::path file) {
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    return file;
  }

  const Document& document_;
  fs::path destination_;
  std::map<ClassId, VocMaskClass> classes_;
  TransferReport report_;
  TransferWarnings warnings_;
  std::set<std::string> keys_;
  std::map<fs::path, std::string> lists_;
};

}  // namespace

std::string withVocVoid(const std::string& unknown, const Mask& voidPixels) {
  json fields = fieldsOf(unknown);
  fields["vocVoid"] = {{"size", {voidPixels.height, voidPixels.width}},
                       {"counts", cocoTextOf(voidPixels.counts)}};
  return fields.dump();
}

std::string withVocNumber(const std::string& unknown, int number) {
  json fields = fieldsOf(unknown);
  fields["vocNumber"] = number;
  return fields.dump();
}

std::optional<Mask> vocVoidIn(const std::string& unknown) {
  const json kept = fieldsOf(unknown).value("vocVoid", json());
  const json size = kept.is_object() ? kept.value("size", json()) : json();
  const json text = kept.is_object() ? kept.value("counts", json()) : json();
  if (!size.is_array() || size.size() != 2 || !size[0].is_number_unsigned() ||
      !size[1].is_number_unsigned() || !text.is_string()) {
    return std::nullopt;
  }
  const auto height = size[0].get<std::uint32_t>();
  const auto width = size[1].get<std::uint32_t>();
  auto counts = countsFromCocoText(text.get_ref<const std::string&>(),
                                   std::uint64_t{width} * std::uint64_t{height});
  if (!counts) {
    return std::nullopt;
  }
  return Mask{.width = static_cast<int>(width),
              .height = static_cast<int>(height),
              .counts = *std::move(counts)};
}

std::optional<int> vocNumberIn(const std::string& unknown) {
  const json number = fieldsOf(unknown).value("vocNumber", json());
  const bool fits = number.is_number_unsigned() && number.get<std::uint64_t>() <= mostNumbers;
  return fits ? std::optional(number.get<int>()) : std::nullopt;
}

Result<TransferReport> exportVocMasks(const Project& project,
                                      const fs::path& destination,
                                      const WorkContext& work) {
  return VocMaskExport(project, destination).run(work);
}

}  // namespace touchstone::labeling
