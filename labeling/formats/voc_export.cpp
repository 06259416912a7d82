#include "labeling/formats/voc_export.h"

#include "labeling/formats/label_place.h"
#include "labeling/formats/pascal_voc.h"
#include "labeling/formats/transfer_warnings.h"
#include "labeling/formats/voc_tree.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <cmath>
#include <map>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// Writes label files and the lists of the splits.
class VocExport {
public:
  VocExport(const Project& project, fs::path destination)
      : project_(project), destination_(std::move(destination)) {}

  Result<TransferReport> run(const WorkContext& work) {
    const Document& document = project_.document();
    double done = 0;
    for (const auto& [id, image] : document.images()) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, destination_, "The Pascal VOC export was stopped."};
      }
      const Status written = write(id, image);
      if (!written) {
        return written.error();
      }
      work.progress({.stage = "Writing labels",
                     .done = ++done,
                     .total = static_cast<double>(document.images().size())});
    }
    const Status listed = writeSplits();
    if (!listed) {
      return listed.error();
    }
    warnings_.writeInto(report_);
    return std::move(report_);
  }

private:
  Status write(ImageId id, const Image& image) {
    const Document& document = project_.document();
    if (image.state == ImageState::Excluded) {
      warnings_.add("Excluded images, left out", image.path);
      return Nothing{};
    }
    const std::string key = uniqueKey(image);
    const auto& annotations = document.annotationsOf(id);
    if (image.split != Split::Unassigned) {
      lists_[std::string(nameOf(image.split)) + ".txt"] += key + "\n";
      if (image.split != Split::Test) {
        lists_["trainval.txt"] += key + "\n";
      }
    }
    if (annotations.empty() && image.state == ImageState::Unlabelled) {
      return Nothing{};
    }
    std::error_code ignored;
    const fs::path labelFile = vocLabelFile(document, id, project_.folder());
    const auto source = fs::is_regular_file(labelFile, ignored)
                            ? readFile(labelFile, VocLimits{}.fileBytes)
                            : Result<std::string>(std::string());
    if (!source) {
      return source.error();
    }
    const auto xml = xmlOf(id, *source);
    if (!xml) {
      return xml.error();
    }
    count(image, annotations);
    noteMoved(image, annotations, *xml);
    return writeFileAtomically(makeFolder(destination_ / "Annotations" / (key + ".xml")), *xml);
  }

  /// A label file that cannot be read gives nothing to keep.
  Result<std::string> xmlOf(ImageId id, const std::string& source) {
    const Document& document = project_.document();
    auto xml = vocXml(document, id, project_.folder(), {.origin = origin(), .sourceText = source});
    if (!xml) {
      warnings_.refuse(xml.error());
      xml = vocXml(document, id, project_.folder(), {.origin = origin(), .sourceText = {}});
    }
    return xml;
  }

  void count(const Image& image, const std::vector<AnnotationId>& annotations) {
    ++report_.images;
    for (const AnnotationId id : annotations) {
      const Box* box = std::get_if<Box>(&project_.document().annotation(id)->shape);
      report_.annotations += box != nullptr ? 1 : 0;
      if (box == nullptr) {
        warnings_.add("Labels that are not boxes, which Pascal VOC XML cannot hold, left out",
                      image.path);
      }
    }
  }

  /// Says which boxes the file gives other numbers: it counts whole pixels, LabelImg's from 1.
  void noteMoved(const Image& image,
                 const std::vector<AnnotationId>& annotations,
                 const std::string& xml) {
    const auto file = readVocText(xml, image.path);
    std::size_t next = 0;
    for (const AnnotationId id : annotations) {
      const Annotation& annotation = *project_.document().annotation(id);
      const Box* box = std::get_if<Box>(&annotation.shape);
      if (box == nullptr || !file || next >= file->objects.size()) {
        continue;
      }
      const Box written = boxFromVoc(file->objects[next++].written, origin());
      const Box whole{std::round(box->x0), std::round(box->y0), std::round(box->x1),
                      std::round(box->y1)};
      if (!(written == *box) && !(whole == *box)) {
        warnings_.add("Boxes between pixels, rounded to whole ones", image.path);
      } else if (!(written == *box)) {
        warnings_.add("Boxes that begin at 0, written as beginning at 1, as LabelImg does",
                      image.path);
      }
    }
  }

  [[nodiscard]] VocOrigin origin() const {
    return vocOriginFromName(project_.setting("voc.origin").value_or(""))
        .value_or(VocOrigin::LabelImg);
  }

  std::string uniqueKey(const Image& image) {
    std::string key = keyOfImage(image.path);
    if (!keys_.insert(key).second) {
      key = image.path;
      keys_.insert(key);
    }
    return key;
  }

  static fs::path makeFolder(fs::path file) {
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    return file;
  }

  Status writeSplits() {
    for (const auto& [name, text] : lists_) {
      const fs::path file = destination_ / "ImageSets" / "Main" / name;
      const Status written = writeFileAtomically(makeFolder(file), text);
      if (!written) {
        return written.error();
      }
    }
    return Nothing{};
  }

  const Project& project_;
  fs::path destination_;
  TransferReport report_;
  TransferWarnings warnings_;
  std::set<std::string> keys_;
  std::map<std::string, std::string> lists_;
};

}  // namespace

Result<TransferReport> exportVoc(const Project& project,
                                 const fs::path& destination,
                                 const WorkContext& work) {
  return VocExport(project, destination).run(work);
}

}  // namespace touchstone::labeling
