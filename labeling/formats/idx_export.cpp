#include "labeling/formats/idx_export.h"

#include "labeling/formats/idx.h"
#include "labeling/formats/text.h"
#include "labeling/formats/transfer_warnings.h"
#include "labeling/images/image_reader.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr int mostClasses = 256;

/// Returns the number that a class is called by: "7".
std::optional<int> numberIn(std::string_view name) {
  const auto number = numberFrom(name);
  const bool fits = number && *number >= 0 && *number < mostClasses &&
                    std::to_string(static_cast<int>(*number)) == name;
  return fits ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

std::string prefixOf(Split split) {
  switch (split) {
    case Split::Train:
      return "train-";
    case Split::Val:
      return "val-";
    case Split::Test:
      return "t10k-";
    default:
      return "";
  }
}

/// The pictures and labels of one split.
struct Part {
  IdxImages images;
  std::vector<std::uint8_t> labels;
};

/// Gathers the pictures of a project and writes them.
class IdxExport {
public:
  IdxExport(const Project& project, fs::path destination)
      : project_(project), document_(project.document()), destination_(std::move(destination)) {}

  Result<TransferReport> run(const WorkContext& work) {
    const Status ready = numberClasses();
    if (!ready) {
      return ready.error();
    }
    double done = 0;
    for (const auto& [id, image] : document_.images()) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, destination_, "The IDX export was stopped."};
      }
      const Status added = add(id, image);
      if (!added) {
        return added.error();
      }
      work.progress({.stage = "Reading images",
                     .done = ++done,
                     .total = static_cast<double>(document_.images().size())});
    }
    const Status written = write();
    if (!written) {
      return written.error();
    }
    warnings_.writeInto(report_);
    return std::move(report_);
  }

private:
  /// A class has the number it came with or is called by, else the lowest that is free.
  Status numberClasses() {
    if (document_.classes().size() > mostClasses) {
      return Error{ErrorKind::BadInput, project_.folder(),
                   "IDX files can number 256 classes, and this project has more."};
    }
    std::map<int, std::string> nameOf;
    for (const auto& [id, labelClass] : document_.classes()) {
      const auto number = idxNumberIn(labelClass.unknown);
      const auto wish = number ? number : numberIn(labelClass.name);
      if (wish && nameOf.emplace(*wish, labelClass.name).second) {
        numbers_[id] = *wish;
      }
    }
    int next = 0;
    for (const auto& [id, labelClass] : document_.classes()) {
      while (!numbers_.contains(id) && !nameOf.emplace(next, labelClass.name).second) {
        ++next;
      }
      numbers_.emplace(id, next);
    }
    setNames(nameOf);
    return Nothing{};
  }

  /// Lists the names, a line for every number, unless all classes are called by their numbers.
  void setNames(const std::map<int, std::string>& nameOf) {
    const bool plain = std::all_of(nameOf.begin(), nameOf.end(), [](const auto& entry) {
      return numberIn(entry.second) == entry.first;
    });
    for (int number = 0; !plain && number <= nameOf.rbegin()->first; ++number) {
      const auto name = nameOf.find(number);
      names_ += (name != nameOf.end() ? name->second : std::string()) + "\n";
    }
  }

  Status add(ImageId id, const Image& image) {
    const auto label = image.state == ImageState::Excluded ? std::nullopt : labelOf(id, image);
    if (!label) {
      warnings_.add(image.state == ImageState::Excluded ? "Excluded images, left out"
                                                        : "Images without a class, left out",
                    image.path);
      return Nothing{};
    }
    const auto picture = readImage(project_.folder() / image.path);
    if (!picture) {
      return picture.error();
    }
    return append(parts_[image.split], *picture, *label, image);
  }

  std::optional<int> labelOf(ImageId id, const Image& image) {
    std::optional<int> label;
    for (const AnnotationId annotationId : document_.annotationsOf(id)) {
      const Annotation& annotation = *document_.annotation(annotationId);
      if (!isImageTag(annotation.shape)) {
        warnings_.add("Objects within images, which IDX files cannot hold, left out", image.path);
      } else if (label) {
        warnings_.add("Further classes of an image, which IDX files cannot hold, left out",
                      image.path);
      } else {
        label = numbers_.at(annotation.labelClass);
      }
    }
    return label;
  }

  Status append(Part& part, const cv::Mat& picture, int label, const Image& image) {
    const cv::Size size = picture.size();
    if (size_.empty()) {
      size_ = size;
    }
    if (size != size_) {
      return Error{ErrorKind::BadInput, project_.folder() / image.path,
                   image.path + " has " + std::to_string(size.width) + " x " +
                       std::to_string(size.height) + " pixels and others " +
                       std::to_string(size_.width) + " x " + std::to_string(size_.height) +
                       "; IDX files need images of one size."};
    }
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    cv::Mat back;
    cv::cvtColor(grey, back, cv::COLOR_GRAY2BGR);
    if (cv::norm(picture, back, cv::NORM_INF) > 0) {
      warnings_.add("Coloured images, written in grey", image.path);
    }
    part.images.width = size.width;
    part.images.height = size.height;
    ++part.images.count;
    part.images.pixels.append(reinterpret_cast<const char*>(grey.data), grey.total());
    part.labels.push_back(static_cast<std::uint8_t>(label));
    ++report_.images;
    ++report_.annotations;
    return Nothing{};
  }

  Status write() const {
    std::error_code ignored;
    fs::create_directories(destination_, ignored);
    std::map<fs::path, std::string> files;
    for (const auto& [split, part] : parts_) {
      files[destination_ / (prefixOf(split) + "images-idx3-ubyte")] = idxBytesOf(part.images);
      files[destination_ / (prefixOf(split) + "labels-idx1-ubyte")] = idxBytesOf(part.labels);
    }
    if (!names_.empty()) {
      files[destination_ / "classes.txt"] = names_;
    }
    for (const auto& [file, bytes] : files) {
      const Status written = writeFileAtomically(file, bytes);
      if (!written) {
        return written.error();
      }
    }
    return Nothing{};
  }

  const Project& project_;
  const Document& document_;
  fs::path destination_;
  std::map<ClassId, int> numbers_;
  std::string names_;
  cv::Size size_;
  std::map<Split, Part> parts_;
  TransferReport report_;
  TransferWarnings warnings_;
};

}  // namespace

std::optional<int> idxNumberIn(const std::string& unknown) {
  const auto kept = nlohmann::json::parse(unknown, nullptr, false);
  const auto number = kept.is_object() ? kept.value("idxNumber", nlohmann::json()) : kept;
  const bool fits = number.is_number_unsigned() && number < mostClasses;
  return fits ? std::optional(number.get<int>()) : std::nullopt;
}

std::string withIdxNumber(const std::string& unknown, int number) {
  auto kept = nlohmann::json::parse(unknown, nullptr, false);
  kept = kept.is_object() ? kept : nlohmann::json::object();
  kept["idxNumber"] = number;
  return kept.dump();
}

Result<TransferReport> exportIdx(const Project& project,
                                 const fs::path& destination,
                                 const WorkContext& work) {
  return IdxExport(project, destination).run(work);
}

}  // namespace touchstone::labeling
