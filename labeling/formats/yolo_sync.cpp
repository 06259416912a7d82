#include "labeling/formats/yolo_sync.h"

#include "labeling/formats/source_files.h"
#include "labeling/formats/yolo.h"
#include "labeling/formats/yolo_export.h"
#include "labeling/formats/yolo_tree.h"
#include "labeling/project/atomic_file.h"

namespace touchstone::labeling {
namespace {

class YoloFiles : public LabelFileAccess {
public:
  YoloFiles(const SyncPlace& place, YoloKind kind)
      : document_(place.document),
        folder_(place.folder),
        names_(place.setting("yolo.names")),
        kind_(kind),
        finder_(place.folder) {}

  std::filesystem::path file(ImageId image) override {
    return yoloLabelFile(document_, image, folder_);
  }

  Status prepare(const std::set<ImageId>& images, std::vector<std::string>& notices) override {
    std::map<std::string, std::set<ImageId>> imagesOfList;
    std::map<std::string, YoloClassList> lists;
    for (const ImageId image : images) {
      const YoloClassList* list = finder_.listFor(labelPath(file(image)));
      if (list == nullptr) {
        if (Status made = makeList(); !made) {
          return made;
        }
        list = finder_.listFor(labelPath(file(image)));
      }
      if (list == nullptr) {
        return Error{ErrorKind::Failed, folder_ / "classes.txt",
                     (folder_ / "classes.txt").string() +
                         " cannot be read, so no YOLO label can be written; repair it."};
      }
      imagesOfList[list->file].insert(image);
      lists.emplace(list->file, *list);
    }
    bool changed = false;
    for (const auto& [file, list] : lists) {
      const auto missing = list.classes.missingOf(namesUsedIn(imagesOfList[file]));
      if (missing.empty()) {
        continue;
      }
      if (Status added = appendToClassList(folder_, list, missing); !added) {
        return added;
      }
      for (const std::string& name : missing) {
        notices.push_back("The class \"" + name + "\" was added at the end of " + file + ".");
      }
      changed = true;
    }
    finder_ = changed ? YoloClassFinder(folder_) : std::move(finder_);
    return Nothing{};
  }

  Result<std::string> write(ImageId image,
                            const std::filesystem::path& file,
                            const std::string& present) override {
    const Image& picture = *document_.image(image);
    if (const auto read = readYoloText(present, file, imageOf(picture)); !read) {
      return read.error();
    }
    const YoloClasses& classes = classesOf(file);
    return yoloText(document_, image,
                    {.kind = kind_,
                     .classes = &classes,
                     .sourceText = present,
                     .sourceClasses = &classes,
                     .keypointColumns = finder_.keypointColumns()});
  }

  Result<ImageLabels> read(ImageId image,
                           const std::filesystem::path& file,
                           const std::string& present) override {
    const auto read = readYoloText(present, file, imageOf(*document_.image(image)));
    if (!read) {
      return read.error();
    }
    ImageLabels labels;
    for (const YoloRow& row : read->rows) {
      if (row.object) {
        Annotation annotation;
        annotation.image = image;
        annotation.shape = row.object->shape;
        annotation.attributes.score = row.object->score;
        annotation.unknown = row.object->unknown;
        labels.objects.emplace_back(classesOf(file).nameOf(row.object->classId),
                                    std::move(annotation));
      }
    }
    return labels;
  }

private:
  [[nodiscard]] std::string labelPath(const std::filesystem::path& file) const {
    return file.lexically_relative(folder_).generic_string();
  }

  [[nodiscard]] YoloImage imageOf(const Image& image) const {
    return {.width = image.width,
            .height = image.height,
            .kind = kind_,
            .keypointColumns = finder_.keypointColumns()};
  }

  const YoloClasses& classesOf(const std::filesystem::path& file) {
    static const YoloClasses none;
    const YoloClassList* list = finder_.listFor(labelPath(file));
    return list != nullptr ? list->classes : none;
  }

  Status makeList() {
    const YoloClasses classes = yoloClassesOf(document_, names_);
    std::string text;
    for (std::size_t id = 0; id < classes.names.size(); ++id) {
      text += classes.nameOf(static_cast<int>(id)) + "\n";
    }
    const Status written = writeFileAtomically(folder_ / "classes.txt", text);
    finder_ = YoloClassFinder(folder_);
    return written;
  }

  /// The classes of the images' objects, and the numbers that stand for unnamed ones anywhere.
  [[nodiscard]] std::vector<std::string> namesUsedIn(const std::set<ImageId>& images) const {
    std::set<ClassId> used;
    for (const ImageId image : images) {
      for (const AnnotationId id : document_.annotationsOf(image)) {
        const Annotation& annotation = *document_.annotation(id);
        if (yoloHolds(annotation.shape, kind_)) {
          used.insert(annotation.labelClass);
        }
      }
    }
    std::vector<std::string> names;
    for (const auto& [id, labelClass] : document_.classes()) {
      if (used.contains(id) || numberOfStandIn(labelClass.name)) {
        names.push_back(labelClass.name);
      }
    }
    return names;
  }

  const Document& document_;
  const std::filesystem::path& folder_;
  std::string names_;
  YoloKind kind_;
  YoloClassFinder finder_;
};

template <YoloKind kind>
bool holds(const Shape& shape) {
  return yoloHolds(shape, kind);
}

template <YoloKind kind>
std::unique_ptr<LabelFileAccess> open(const SyncPlace& place) {
  return std::make_unique<YoloFiles>(place, kind);
}

template <YoloKind kind>
SyncFormat formatOf(std::string_view name) {
  return {.name = name,
          .extension = ".txt",
          .sharesFiles = false,
          .holds = holds<kind>,
          .open = open<kind>};
}

}  // namespace

SyncFormat yoloSync() {
  return formatOf<YoloKind::Boxes>("yolo");
}
SyncFormat yoloSegSync() {
  return formatOf<YoloKind::Outlines>("yolo-seg");
}
SyncFormat yoloObbSync() {
  return formatOf<YoloKind::TurnedBoxes>("yolo-obb");
}

}  // namespace touchstone::labeling
