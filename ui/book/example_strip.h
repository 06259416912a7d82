#pragma once

#include "ui/review/label_crop_model.h"

#include <QWidget>

class QLabel;
class QListView;
class QToolButton;

namespace touchstone::ui {

/// The examples of a class: pictures of objects; a click opens the object in the editor.
class ExampleStrip : public QWidget {
  Q_OBJECT

public:
  /// `addTip` says what the button adds; without one there is no button and nothing to remove.
  ExampleStrip(const QString& title, const QString& addTip, QWidget* parent = nullptr);

  void setSession(ProjectSession* session);
  void setObjects(const std::vector<labeling::AnnotationId>& objects);
  /// Whether there is something to add.
  void setAddable(bool addable);
  void setHint(const QString& hint);
  [[nodiscard]] const LabelCropModel& model() const { return model_; }

Q_SIGNALS:
  void additionRequested();
  void removalRequested(qint64 object);
  void objectRequested(qint64 image, qint64 object);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void showMenu(const QPoint& position);
  void removeCurrent();

  LabelCropModel model_;
  QListView* list_;
  QLabel* hint_;
  QToolButton* add_ = nullptr;
};

}  // namespace touchstone::ui
