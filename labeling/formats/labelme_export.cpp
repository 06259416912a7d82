#include "labeling/formats/labelme_export.h"

#include "labeling/formats/transfer_warnings.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// Writes the label files of a project.
class LabelmeExport {
public:
  LabelmeExport(const Project& project, fs::path destination, std::optional<LabelmeDialect> dialect)
      : project_(project), destination_(std::move(destination)), dialect_(dialect) {}

  Result<TransferReport> run(const WorkContext& work) {
    const auto& images = project_.document().images();
    double done = 0;
    for (const auto& [id, image] : images) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, destination_, "The export of label files was stopped."};
      }
      const Status written = write(id, image);
      if (!written) {
        return written.error();
      }
      work.progress(
          {.stage = "Writing labels", .done = ++done, .total = static_cast<double>(images.size())});
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
    const fs::path file = labelmeLabelFile(project_.document(), id, project_.folder());
    const std::string source = sourceOf(file);
    const bool saysNothing = project_.document().annotationsOf(id).empty() && image.tags.empty() &&
                             image.state == ImageState::Unlabelled;
    if (source.empty() && saysNothing) {
      return Nothing{};
    }
    auto text = labelmeJson(project_.document(), id, {.sourceText = source, .dialect = dialect_});
    if (!text) {
      warnings_.refuse(text.error());
      text = labelmeJson(project_.document(), id, {.sourceText = {}, .dialect = dialect_});
    }
    if (!text) {
      return text.error();
    }
    for (const std::string& loss : text->losses) {
      warnings_.add(loss, image.path);
    }
    ++report_.images;
    report_.annotations += text->objects;
    const fs::path target = destination_ / file.lexically_relative(project_.folder());
    std::error_code ignored;
    fs::create_directories(target.parent_path(), ignored);
    return writeFileAtomically(target, text->text);
  }

  /// A JSON file of another kind beside the image gives nothing to keep.
  static std::string sourceOf(const fs::path& file) {
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) {
      return {};
    }
    auto text = readFile(file, LabelmeLimits{}.fileBytes);
    return text && looksLikeLabelme(*text) ? *std::move(text) : std::string();
  }

  const Project& project_;
  fs::path destination_;
  std::optional<LabelmeDialect> dialect_;
  TransferReport report_;
  TransferWarnings warnings_;
};

}  // namespace

Result<TransferReport> exportLabelme(const Project& project,
                                     const fs::path& destination,
                                     std::optional<LabelmeDialect> dialect,
                                     const WorkContext& work) {
  return LabelmeExport(project, destination, dialect).run(work);
}

}  // namespace touchstone::labeling
