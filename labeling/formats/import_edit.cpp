#include "labeling/formats/import_edit.h"

#include <algorithm>
#include <utility>

namespace touchstone::labeling {
namespace {

/// The name without capitals, blanks and dashes (ASCII).
std::string plainForm(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != ' ' && c != '_' && c != '-') {
      plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  }
  return plain;
}

}  // namespace

ImportEdit::ImportEdit(Project& project, std::string name) : project_(project) {
  edit_.name = std::move(name);
  for (const auto& [id, labelClass] : project.document().classes()) {
    classOfName_.emplace(labelClass.name, id);
  }
}

ClassId ImportEdit::classNamed(const std::string& name) {
  const auto found = classOfName_.find(name);
  if (found != classOfName_.end()) {
    return found->second;
  }
  noteNewClass(name);
  const ClassId id = project_.newClassId();
  LabelClass added;
  added.name = name;
  added.colour = defaultClassColour(classOfName_.size());
  classes_.emplace(id, std::move(added));
  classOfName_.emplace(name, id);
  return id;
}

void ImportEdit::noteNewClass(const std::string& name) {
  for (const auto& [known, id] : classOfName_) {
    if (plainForm(known) == plainForm(name)) {
      warnings_.add("Classes that differ from another one only in capitals or blanks", name);
    }
  }
  if (!project_.document().classes().empty()) {
    warnings_.add("Classes that the project did not have, added", name);
  }
}

LabelClass& ImportEdit::labelClass(ClassId id) {
  const auto found = classes_.find(id);
  return found != classes_.end()
             ? found->second
             : classes_.emplace(id, *project_.document().labelClass(id)).first->second;
}

std::optional<ImageId> ImportEdit::imageAt(std::string_view path) const {
  return project_.document().findImage(path);
}

Image& ImportEdit::image(ImageId id) {
  const auto found = images_.find(id);
  return found != images_.end() ? found->second
                                : images_.emplace(id, *project_.document().image(id)).first->second;
}

void ImportEdit::markLabelled(ImageId id, bool verified) {
  labelled_.insert(id);
  Image& changed = image(id);
  if (changed.state == ImageState::Excluded) {
    return;
  }
  if (verified) {
    changed.state = ImageState::Verified;
  } else if (changed.state == ImageState::Unlabelled) {
    changed.state = ImageState::Labelled;
  }
}

void ImportEdit::setSplit(ImageId id, Split split) {
  image(id).split = split;
}

void ImportEdit::expect(std::size_t annotations) {
  edit_.changes.reserve(edit_.changes.size() + annotations + classes_.size() + images_.size());
}

bool ImportEdit::isKnown(const Annotation& annotation) const {
  const Document& document = project_.document();
  if (document.annotations().empty()) {
    return false;
  }
  const auto& ids = document.annotationsOf(annotation.image);
  return std::any_of(ids.begin(), ids.end(), [&](AnnotationId id) {
    const Annotation& known = *document.annotation(id);
    return known.labelClass == annotation.labelClass && known.shape == annotation.shape &&
           known.attributes.annotator == annotation.attributes.annotator;
  });
}

void ImportEdit::add(Annotation annotation) {
  if (!labelled_.contains(annotation.image)) {
    markLabelled(annotation.image);
  }
  if (isKnown(annotation)) {
    warnings_.add("Labels that the project had already, not added again",
                  image(annotation.image).path);
    return;
  }
  ++annotations_;
  edit_.changes.emplace_back(AnnotationChange{0, std::move(annotation)});
}

void ImportEdit::orderByImage() {
  std::vector<AnyChange>& changes = edit_.changes;
  const auto imageOf = [&](std::size_t i) {
    return std::get<AnnotationChange>(changes[i]).value->image;
  };
  std::vector<std::pair<ImageId, std::size_t>> order(changes.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = {imageOf(i), i};
  }
  std::sort(order.begin(), order.end());
  // Each cycle of the permutation is turned in place: there may be a gigabyte of changes.
  for (std::size_t i = 0; i < order.size(); ++i) {
    std::size_t place = i;
    AnyChange first = std::move(changes[i]);
    while (order[place].second != i) {
      const std::size_t from = std::exchange(order[place].second, place);
      changes[place] = std::move(changes[from]);
      place = from;
    }
    order[place].second = place;
    changes[place] = std::move(first);
  }
  for (AnyChange& change : changes) {
    std::get<AnnotationChange>(change).id = project_.newAnnotationId();
  }
}

Result<TransferReport> ImportEdit::perform() {
  orderByImage();
  for (auto& [id, labelClass] : classes_) {
    edit_.changes.emplace_back(ClassChange{id, std::move(labelClass)});
  }
  for (auto& [id, changed] : images_) {
    edit_.changes.emplace_back(ImageChange{id, std::move(changed)});
  }
  images_.clear();
  const Status done = project_.perform(std::move(edit_));
  if (!done) {
    return done.error();
  }
  TransferReport report{
      .images = static_cast<int>(labelled_.size()), .annotations = annotations_, .warnings = {}};
  warnings_.writeInto(report);
  return report;
}

std::vector<std::string> imagePathsOf(const Document& document) {
  std::vector<std::string> paths;
  paths.reserve(document.images().size());
  for (const auto& [id, image] : document.images()) {
    paths.push_back(image.path);
  }
  return paths;
}

}  // namespace touchstone::labeling
