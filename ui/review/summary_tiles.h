#pragma once

#include "labeling/project/run_record.h"
#include "ui/review/evaluations.h"
#include "ui/review/review_queue.h"

#include <QWidget>

namespace touchstone::ui {

class Tile;

/// The row of figures on top of the review.
class SummaryTiles : public QWidget {
  Q_OBJECT

public:
  explicit SummaryTiles(QWidget* parent = nullptr);

  void setRound(const std::optional<analysis::EvaluationReport>& report,
                const std::vector<labeling::IterationRecord>& iterations);
  void setQueue(const ReviewQueue& queue);

private:
  void showWrongLabels(const std::optional<ReviewQueue::UnjudgedLabels>& labels);

  Tile* score_;
  Tile* errors_;
  Tile* open_;
  Tile* decided_;
  Tile* wrong_;
  Tile* gain_;
};

}  // namespace touchstone::ui
