#pragma once

#include "analysis/audits/error_summary.h"
#include "analysis/audits/reviewed_labels.h"
#include "labeling/review/decide.h"
#include "labeling/review/finding.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// Which findings are shown; members that are empty let everything through.
struct FindingFilter {
  std::optional<labeling::FindingKind> kind;
  std::string className;  ///< given or suggested
  bool operator==(const FindingFilter&) const = default;
};

/// The findings that wait for a decision, most suspicious first, and the one that is asked now.
/// A decision is an edit; the next finding is asked at once, and undoing brings the old one back.
class ReviewQueue : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  void setSession(ProjectSession* session);

  /// The open findings that pass the filter, "later" last.
  [[nodiscard]] const std::vector<labeling::Finding>& open() const { return open_; }
  [[nodiscard]] int currentRow() const { return current_; }
  [[nodiscard]] const labeling::Finding* current() const;
  void setCurrentRow(int row);

  /// How many findings there are in all, open, and decided.
  [[nodiscard]] int total() const { return static_cast<int>(all_.size()); }
  [[nodiscard]] int openCount() const { return static_cast<int>(allOpen_.size()); }
  [[nodiscard]] int decided() const { return total() - openCount(); }
  /// What is known of the labels that nobody has judged.
  struct UnjudgedLabels {
    std::size_t decisionsToGo = 0;              ///< on labels, until it can be told …
    std::optional<analysis::ErrorCount> wrong;  ///< … how many are wrong
  };
  /// Returns how many of them are wrong by the last audit and the decisions on its findings;
  /// nothing when the audit did not estimate it.
  [[nodiscard]] const std::optional<UnjudgedLabels>& unjudgedLabels() const { return unjudged_; }
  /// The kinds among all open findings, for the filter.
  [[nodiscard]] std::set<labeling::FindingKind> openKinds() const;

  [[nodiscard]] const FindingFilter& filter() const { return filter_; }
  void setFilter(const FindingFilter& filter);
  /// Shows these instead of the audit's findings (the samples of one cell of the confusion
  /// matrix); nothing ends that.
  void showOnly(std::optional<std::vector<labeling::Finding>> selection);
  /// The same, but asks also what was answered before: each once more.
  void askAgain(std::vector<labeling::Finding> selection);
  [[nodiscard]] bool showsSelection() const { return selection_.has_value(); }
  [[nodiscard]] const std::vector<labeling::Finding>& all() const { return all_; }

  /// Answers the current finding; `chosen` is the class for Relabel. False when refused.
  bool decide(labeling::DecisionKind kind, const std::string& chosen = {});

  /// What acceptAll would do.
  struct BatchPreview {
    int accepted = 0;  ///< label errors whose suggestion would be taken
    int onTest = 0;    ///< label errors that are left alone, being on the test split
  };
  [[nodiscard]] BatchPreview batchPreview() const;
  /// Accepts the suggestions of all open label errors outside the test split in one step.
  void acceptAll();

Q_SIGNALS:
  /// The list changed, and with it perhaps the current row.
  void listChanged();
  void currentChanged(int row);
  /// A decision was taken here (not undone, not made elsewhere).
  void decisionTaken();

private:
  void reload();
  void refresh();
  void readDecisions();
  void countWrongLabels();
  void selectReopened(const std::set<std::string>& answeredBefore);
  [[nodiscard]] bool isOpen(const labeling::Finding& finding) const;
  [[nodiscard]] bool isOpenInSelection(const labeling::Finding& finding) const;
  [[nodiscard]] bool passes(const labeling::Finding& finding) const;
  [[nodiscard]] std::vector<labeling::Finding> batch() const;

  QPointer<ProjectSession> session_;
  std::vector<labeling::Finding> all_;
  std::vector<labeling::Finding> allOpen_;
  std::optional<analysis::ErrorSummary> errors_;  ///< what the audit knows of wrong labels
  std::vector<analysis::QuestionedLabel> questioned_;
  std::optional<UnjudgedLabels> unjudged_;
  std::optional<std::vector<labeling::Finding>> selection_;
  std::vector<labeling::Finding> open_;
  std::map<std::string, int> answers_;  ///< how often the finding of a key was decided …
  std::optional<std::map<std::string, int>> answersBefore_;  ///< … before askAgain
  std::set<std::string> answered_;   ///< keys of the findings that are decided
  std::set<std::string> postponed_;  ///< keys of those answered with "later"
  FindingFilter filter_;
  int current_ = -1;
};

}  // namespace touchstone::ui
