#pragma once

#include "labeling/annotation/document.h"
#include "labeling/query/object_description.h"
#include "labeling/query/query.h"
#include "labeling/review/finding.h"

#include <unordered_map>
#include <utility>

namespace touchstone::labeling {

/// A query made ready for one document: classes are looked up and findings and comments sorted by
/// image once. Valid as long as classes, findings and comments stay as they are.
class QueryMatcher {
public:
  /// `document` must outlive the matcher. `findings` are those that count as open.
  QueryMatcher(const Query& query,
               const Document& document,
               const std::vector<Finding>& findings = {});

  [[nodiscard]] bool matches(ImageId image) const;
  /// Returns the images that match, in order of their ids.
  [[nodiscard]] std::vector<ImageId> matchingImages() const;

  /// What a person should know, one sentence each: "There is no class “rcb”."
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }

private:
  struct Node {
    enum class Kind { All, Any, Not, Image, Object };
    Kind kind = Kind::All;
    std::vector<Node> parts;
    QueryTerm term;                  ///< of Image
    std::vector<std::string> texts;  ///< of its term, folded
    ObjectDescription object;        ///< of Object
  };
  struct Looked;  ///< an image as it is being matched
  struct FindingsOfImage {
    std::uint64_t kinds = 0;  ///< a bit for each FindingKind
    double worst = 1;
  };
  struct CommentsOfImage {
    bool open = false;
    bool resolved = false;
  };

  [[nodiscard]] Node ready(const QueryNode& node);
  [[nodiscard]] Node readyAll(const QueryNode& node);
  [[nodiscard]] Node readyTerm(const QueryTerm& term);
  void indexFindings(const std::vector<Finding>& findings);
  void indexComments();
  [[nodiscard]] bool holds(const Node& node, Looked& looked) const;
  [[nodiscard]] bool imageHolds(const Node& node, Looked& looked) const;
  [[nodiscard]] bool findingHolds(const QueryTerm& term, ImageId image) const;
  [[nodiscard]] bool commentHolds(const QueryTerm& term, ImageId image) const;

  const Document& document_;
  std::unordered_map<ImageId, FindingsOfImage> findings_;
  std::unordered_map<ImageId, CommentsOfImage> comments_;
  std::vector<std::string> remarks_;
  Node root_;
};

/// Whether the query has a condition on findings.
[[nodiscard]] bool asksForFindings(const Query& query);

/// Whether the image is one that the query asks for. For many images make a QueryMatcher.
[[nodiscard]] bool matches(const Query& query,
                           const Document& document,
                           const std::vector<Finding>& findings,
                           ImageId image);

}  // namespace touchstone::labeling
