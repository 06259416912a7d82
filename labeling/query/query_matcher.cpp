#include "labeling/query/query_matcher.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/query/case_folding.h"

#include <algorithm>

namespace touchstone::labeling {
namespace {

bool usesField(const QueryNode& node, std::initializer_list<QueryField> fields) {
  if (node.kind == QueryNode::Kind::Term) {
    return std::find(fields.begin(), fields.end(), node.term.field) != fields.end();
  }
  return std::any_of(node.parts.begin(), node.parts.end(),
                     [&](const QueryNode& part) { return usesField(part, fields); });
}

bool isOfObject(const QueryNode& node) {
  return node.kind == QueryNode::Kind::Term && infoOf(node.term.field).ofObject;
}

bool isAnyPartOf(const std::vector<std::string>& parts, const std::string& text) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const std::string& part) { return text.find(part) != std::string::npos; });
}

}  // namespace

struct QueryMatcher::Looked {
  ImageId id = 0;
  const Image* image = nullptr;
  std::vector<const Annotation*> objects{};  ///< of the image, filled when first asked for
  bool areObjectsKnown = false;

  /// The image's objects and tags.
  const std::vector<const Annotation*>& objectsIn(const Document& document) {
    if (!areObjectsKnown) {
      areObjectsKnown = true;
      objects.clear();
      forEachAnnotation(document, id, [this](AnnotationId, const Annotation& annotation) {
        objects.push_back(&annotation);
      });
    }
    return objects;
  }
};

QueryMatcher::QueryMatcher(const Query& query,
                           const Document& document,
                           const std::vector<Finding>& findings)
    : document_(document), root_(ready(query.root)) {
  if (asksForFindings(query)) {
    indexFindings(findings);
  }
  if (usesField(query.root, {QueryField::Comment})) {
    indexComments();
  }
}

void QueryMatcher::indexFindings(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    FindingsOfImage& known = findings_[finding.image];
    known.kinds |= std::uint64_t{1} << static_cast<unsigned>(finding.kind);
    known.worst = std::min(known.worst, finding.score);
  }
}

void QueryMatcher::indexComments() {
  for (const auto& [id, comment] : document_.comments()) {
    CommentsOfImage& known = comments_[comment.image];
    (comment.resolved ? known.resolved : known.open) = true;
  }
}

QueryMatcher::Node QueryMatcher::ready(const QueryNode& node) {
  switch (node.kind) {
    case QueryNode::Kind::All:
      return readyAll(node);
    case QueryNode::Kind::Term:
      return readyTerm(node.term);
    case QueryNode::Kind::Any:
    case QueryNode::Kind::Not:
      break;
  }
  Node result;
  result.kind = node.kind == QueryNode::Kind::Any ? Node::Kind::Any : Node::Kind::Not;
  for (const QueryNode& part : node.parts) {
    result.parts.push_back(ready(part));
  }
  return result;
}

QueryMatcher::Node QueryMatcher::readyAll(const QueryNode& node) {
  Node result;
  std::vector<Node> objects;
  for (const QueryNode& part : node.parts) {
    if (!isOfObject(part)) {
      result.parts.push_back(ready(part));
    } else if (objects.empty() || !objects.back().object.takes(part.term)) {
      objects.push_back(readyTerm(part.term));
    } else if (auto remark = objects.back().object.add(part.term, document_)) {
      remarks_.push_back(*std::move(remark));
    }
  }
  // What is asked of the image itself comes first: it is quicker to find out.
  std::stable_partition(result.parts.begin(), result.parts.end(),
                        [](const Node& part) { return part.kind == Node::Kind::Image; });
  result.parts.insert(result.parts.end(), std::make_move_iterator(objects.begin()),
                      std::make_move_iterator(objects.end()));
  return result;
}

QueryMatcher::Node QueryMatcher::readyTerm(const QueryTerm& term) {
  Node result;
  if (infoOf(term.field).ofObject) {
    result.kind = Node::Kind::Object;
    if (auto remark = result.object.add(term, document_)) {
      remarks_.push_back(*std::move(remark));
    }
    return result;
  }
  result.kind = Node::Kind::Image;
  result.term = term;
  result.texts = foldedValues(term);
  return result;
}

bool QueryMatcher::matches(ImageId image) const {
  Looked looked{.id = image, .image = document_.image(image)};
  return looked.image != nullptr && holds(root_, looked);
}

std::vector<ImageId> QueryMatcher::matchingImages() const {
  std::vector<ImageId> images;
  Looked looked;
  for (const auto& [id, image] : document_.images()) {
    looked.id = id;
    looked.image = &image;
    looked.areObjectsKnown = false;
    if (holds(root_, looked)) {
      images.push_back(id);
    }
  }
  return images;
}

bool QueryMatcher::holds(const Node& node, Looked& looked) const {
  const auto partHolds = [&](const Node& part) { return holds(part, looked); };
  switch (node.kind) {
    case Node::Kind::All:
      return std::all_of(node.parts.begin(), node.parts.end(), partHolds);
    case Node::Kind::Any:
      return std::any_of(node.parts.begin(), node.parts.end(), partHolds);
    case Node::Kind::Not:
      return std::none_of(node.parts.begin(), node.parts.end(), partHolds);
    case Node::Kind::Image:
      return imageHolds(node, looked);
    case Node::Kind::Object:
      break;
  }
  const auto& objects = looked.objectsIn(document_);
  return std::any_of(objects.begin(), objects.end(), [&](const Annotation* object) {
    return node.object.fits(*object, *looked.image, document_);
  });
}

bool QueryMatcher::imageHolds(const Node& node, Looked& looked) const {
  const QueryTerm& term = node.term;
  const Image& image = *looked.image;
  switch (term.field) {
    case QueryField::Path:
      return isAnyPartOf(node.texts, foldedCase(image.path));
    case QueryField::State:
      return codeHolds(term, static_cast<int>(image.state));
    case QueryField::Split:
      return codeHolds(term, static_cast<int>(image.split));
    case QueryField::Tag:
      return std::any_of(image.tags.begin(), image.tags.end(),
                         [&](const std::string& tag) { return textHolds(node.texts, tag); });
    case QueryField::Problem:
      return codeHolds(term, image.problem.empty() ? 0 : 1);
    case QueryField::Finding:
    case QueryField::FindingScore:
      return findingHolds(term, looked.id);
    case QueryField::Comment:
      return commentHolds(term, looked.id);
    case QueryField::Labels:
      return numberHolds(term, static_cast<double>(document_.annotationsOf(looked.id).size()));
    case QueryField::Objects: {
      const auto& objects = looked.objectsIn(document_);
      return numberHolds(term, static_cast<double>(std::count_if(
                                   objects.begin(), objects.end(), [](const Annotation* object) {
                                     return !isImageTag(object->shape);
                                   })));
    }
    case QueryField::ImageWidth:
      return numberHolds(term, image.width);
    case QueryField::ImageHeight:
      return numberHolds(term, image.height);
    case QueryField::ImageSide:
      return numberHolds(term, std::max(image.width, image.height));
    default:
      return false;
  }
}

bool QueryMatcher::findingHolds(const QueryTerm& term, ImageId image) const {
  const auto found = findings_.find(image);
  if (found == findings_.end()) {
    return false;
  }
  if (term.field == QueryField::FindingScore) {
    return numberHolds(term, found->second.worst);
  }
  // Code 0 is "any", the kinds follow.
  return std::any_of(term.codes.begin(), term.codes.end(), [&](int code) {
    return code == 0 || (found->second.kinds >> static_cast<unsigned>(code - 1) & 1U) != 0;
  });
}

bool QueryMatcher::commentHolds(const QueryTerm& term, ImageId image) const {
  const auto found = comments_.find(image);
  const CommentsOfImage known = found == comments_.end() ? CommentsOfImage{} : found->second;
  const bool answers[]{!known.open && !known.resolved, known.open || known.resolved, known.open,
                       known.resolved};
  return std::any_of(term.codes.begin(), term.codes.end(), [&](int code) { return answers[code]; });
}

bool asksForFindings(const Query& query) {
  return usesField(query.root, {QueryField::Finding, QueryField::FindingScore});
}

bool matches(const Query& query,
             const Document& document,
             const std::vector<Finding>& findings,
             ImageId image) {
  return QueryMatcher(query, document, findings).matches(image);
}

}  // namespace touchstone::labeling
