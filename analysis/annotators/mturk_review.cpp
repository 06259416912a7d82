#include "analysis/annotators/mturk_review.h"

#include "analysis/annotators/object_agreement.h"
#include "labeling/formats/mturk_address.h"
#include "labeling/formats/text.h"
#include "labeling/formats/transfer_warnings.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace touchstone::analysis {
namespace {

using labeling::Annotation;
using labeling::Document;
using labeling::Image;
using labeling::ImageId;
using labeling::ImageSize;
using labeling::MturkAnswer;
using labeling::MturkAssignment;
using labeling::MturkResults;
using Objects = std::vector<SeenObject>;

std::string counted(int count, const char* one, const char* many) {
  return count == 1 ? std::string("1 ") + one : std::to_string(count) + ' ' + many;
}

/// Returns what is wrong with an answer about objects, as a worker is told it.
std::string objectReason(const ObjectAgreement& agreement) {
  std::vector<std::string> faults;
  const int present = agreement.matched + agreement.otherClass + agreement.missed;
  if (agreement.missed > 0) {
    faults.push_back(std::to_string(agreement.missed) + " of " +
                     counted(present, "object", "objects") +
                     (agreement.missed == 1 ? " was" : " were") + " not marked");
  }
  if (agreement.surplus > 0) {
    faults.push_back(counted(agreement.surplus, "mark fits", "marks fit") + " no object");
  }
  if (agreement.otherClass > 0) {
    faults.push_back(counted(agreement.otherClass, "object has", "objects have") +
                     " the wrong class");
  }
  std::string reason;
  for (const std::string& fault : faults) {
    reason += (reason.empty() ? "" : "; ") + fault;
  }
  return reason + '.';
}

std::string labelsOf(const Objects& objects) {
  std::string labels;
  for (const SeenObject& object : objects) {
    labels += (labels.empty() ? "\"" : ", \"") + object.label + '"';
  }
  return labels;
}

std::string tagReason(const Objects& given, const Objects& reference) {
  return given.empty()
             ? "No class was chosen; the image shows " + labelsOf(reference) + '.'
             : "The image shows " + labelsOf(reference) + ", not " + labelsOf(given) + '.';
}

/// Decides on the rows of a results file.
class Reviewer {
public:
  Reviewer(const Document& document, MturkResults results, const MturkReviewOptions& options)
      : document_(document), results_(std::move(results)), options_(options) {
    approve_ = column("Approve");
    reject_ = column("Reject");
    for (const MturkAssignment& assignment : results_.assignments) {
      if (!assignment.worker.empty()) {
        workers_.insert(assignment.worker);
      }
    }
  }

  Result<MturkReview> run(const WorkContext& work) {
    const labeling::MturkImageFinder finder(document_);
    std::map<ImageId, std::vector<const MturkAssignment*>> byImage;
    for (const MturkAssignment& assignment : results_.assignments) {
      if (const auto image = finder.find(assignment.address)) {
        byImage[*image].push_back(&assignment);
      } else if (isOpen(assignment)) {
        leaveOpen("Answers about images that the project does not have", assignment);
      }
    }
    double done = 0;
    for (const auto& [image, assignments] : byImage) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, results_.file, "The review of the answers was stopped."};
      }
      reviewImage(image, assignments);
      work.progress({.stage = "Comparing answers",
                     .done = ++done,
                     .total = static_cast<double>(byImage.size())});
    }
    review_.table = std::move(results_.table);
    review_.warnings = warnings_.sentences();
    return std::move(review_);
  }

private:
  struct Answer {
    const MturkAssignment* assignment;
    Objects objects;
    bool onlyClasses = false;
    bool oneMaskPerClass = false;
  };

  /// Returns the column with that name, added at the end where it is missing.
  std::size_t column(const char* name) {
    if (const auto known = mturkColumn(results_.table, name)) {
      return *known;
    }
    results_.table.header.emplace_back(name);
    for (auto& row : results_.table.rows) {
      row.emplace_back();
    }
    return results_.table.header.size() - 1;
  }

  std::string& field(const MturkAssignment& assignment, std::size_t column) {
    return results_.table.rows[assignment.row][column];
  }

  /// Whether nobody has decided on the answer; counts those that were.
  bool isOpen(const MturkAssignment& assignment) {
    const bool isSubmitted = assignment.status.empty() || assignment.status == "Submitted";
    const bool isMarked = !labeling::trimmed(field(assignment, approve_)).empty();
    const bool open = isSubmitted && !assignment.rejected && !isMarked;
    review_.decided += open ? 0 : 1;
    return open;
  }

  void leaveOpen(const std::string& why, const MturkAssignment& assignment) {
    ++review_.open;
    warnings_.add(why + ", left open", results_.nameOf(assignment));
  }

  void reviewImage(ImageId id, const std::vector<const MturkAssignment*>& assignments) {
    const Image& image = *document_.image(id);
    const ImageSize size{image.width, image.height};
    std::vector<Answer> answers;
    std::set<const MturkAssignment*> open;
    for (const MturkAssignment* assignment : assignments) {
      const bool isUndecided = isOpen(*assignment);
      if (auto answer = answerTo(*assignment, size, isUndecided)) {
        answers.push_back(*std::move(answer));
        if (isUndecided) {
          open.insert(assignment);
        }
      }
    }
    for (const Answer& answer : answers) {
      if (!open.contains(answer.assignment)) {
        continue;
      }
      if (const auto reference = referenceFor(id, answers, answer, size)) {
        decide(answer, *reference, size);
      } else {
        leaveOpen("Answers about images with nothing to compare with", *answer.assignment);
      }
    }
  }

  /// Returns the answer at the image's size; nothing when it cannot be used.
  std::optional<Answer> answerTo(const MturkAssignment& assignment,
                                 ImageSize size,
                                 bool isUndecided) {
    if (assignment.rejected) {
      return std::nullopt;
    }
    auto read = labeling::answerOf(results_, assignment);
    std::string problem = read ? "" : read.error().message;
    if (read && fitToImage(*read, size) == labeling::PictureFit::OtherProportions) {
      problem = "Answers about a picture of other proportions than the image";
    }
    if (!problem.empty()) {
      if (isUndecided) {
        leaveOpen(problem, assignment);
      }
      return std::nullopt;
    }
    Answer answer{.assignment = &assignment,
                  .objects = {},
                  .onlyClasses = read->onlyClasses,
                  .oneMaskPerClass = read->oneMaskPerClass};
    for (labeling::MturkObject& object : read->objects) {
      answer.objects.push_back({std::move(object.label), std::move(object.shape)});
    }
    return answer;
  }

  std::optional<Objects> referenceFor(ImageId id,
                                      const std::vector<Answer>& answers,
                                      const Answer& answer,
                                      ImageSize size) {
    auto reference = options_.reference == MturkReference::Labels
                         ? labelledObjects(id, answer.onlyClasses, size)
                         : consensus(answers, size);
    // Several classes of one image are several opinions, not several things in it.
    if (reference && answer.onlyClasses && reference->size() != 1) {
      return std::nullopt;
    }
    if (reference && answer.oneMaskPerClass) {
      reference = unitedByClass(*reference, size);
    }
    return reference;
  }

  [[nodiscard]] std::optional<Objects> labelledObjects(ImageId id,
                                                       bool tags,
                                                       ImageSize size) const {
    Objects all;
    Objects ofOthers;
    for (const auto annotationId : document_.annotationsOf(id)) {
      const Annotation& annotation = *document_.annotation(annotationId);
      if (isImageTag(annotation.shape) != tags || !isConfirmed(annotation)) {
        continue;
      }
      SeenObject object{document_.labelClass(annotation.labelClass)->name, annotation.shape};
      if (!workers_.contains(annotation.attributes.annotator)) {
        ofOthers.push_back(object);
      }
      all.push_back(std::move(object));
    }
    const bool isVerified = document_.image(id)->state == labeling::ImageState::Verified;
    const bool useOthers = !ofOthers.empty() && (tags || !isVerified);
    if (!isVerified && ofOthers.empty()) {
      return std::nullopt;
    }
    return withoutRepetitions(useOthers ? std::move(ofOthers) : std::move(all),
                              options_.minimumOverlap, size);
  }

  [[nodiscard]] std::optional<Objects> consensus(const std::vector<Answer>& answers,
                                                 ImageSize size) const {
    constexpr std::size_t fewest = 3;
    std::vector<Objects> objects;
    for (const Answer& answer : answers) {
      objects.push_back(answer.objects);
    }
    return objects.size() < fewest
               ? std::nullopt
               : std::optional(majorityObjects(objects, options_.minimumOverlap, size));
  }

  void decide(const Answer& answer, const Objects& reference, ImageSize size) {
    const ObjectAgreement agreement =
        agreementOf(answer.objects, reference, options_.minimumOverlap, size);
    if (agreement.share() >= options_.minimumAgreement) {
      field(*answer.assignment, approve_) = "x";
      ++review_.approved;
      return;
    }
    field(*answer.assignment, reject_) =
        answer.onlyClasses ? tagReason(answer.objects, reference) : objectReason(agreement);
    ++review_.rejected;
  }

  const Document& document_;
  MturkResults results_;
  MturkReviewOptions options_;
  std::size_t approve_ = 0;
  std::size_t reject_ = 0;
  std::set<std::string> workers_;
  MturkReview review_;
  labeling::TransferWarnings warnings_;
};

}  // namespace

Result<MturkReview> reviewMturkResults(const Document& document,
                                       MturkResults results,
                                       const MturkReviewOptions& options,
                                       const WorkContext& work) {
  return Reviewer(document, std::move(results), options).run(work);
}

}  // namespace touchstone::analysis
