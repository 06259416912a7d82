#pragma once

#include "ui/train/training_choices.h"

#include <QJsonArray>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace touchstone::ui {

/// Every choice of a training, open to the person; what is left alone is chosen from the data.
class ChoicesForm : public QWidget {
  Q_OBJECT

public:
  explicit ChoicesForm(QWidget* parent = nullptr);

  [[nodiscard]] TrainingChoices choices() const;
  void setChoices(const TrainingChoices& choices);

  /// Lists the networks and the methods without one that the engine named in its greeting.
  void setModels(const QJsonArray& backbones, const QJsonArray& baselines);

Q_SIGNALS:
  void changed();

private:
  /// Offers what the task knows.
  void showTask();
  QComboBox* addChoice(QFormLayout* layout, const QString& name, const QString& tip);
  QSpinBox* addNumber(QFormLayout* layout,
                      const QString& name,
                      const QString& tip,
                      int most,
                      const QString& standard);

  QCheckBox* addSwitch(QFormLayout* layout, const QString& name, const QString& tip);

  QComboBox* task_ = nullptr;
  QComboBox* backbone_ = nullptr;
  QComboBox* preset_ = nullptr;
  QComboBox* device_ = nullptr;
  QComboBox* augmentation_ = nullptr;
  QComboBox* mixing_ = nullptr;
  QSpinBox* epochs_ = nullptr;
  QSpinBox* size_ = nullptr;
  QSpinBox* seed_ = nullptr;
  QCheckBox* fromScratch_ = nullptr;
  QCheckBox* findRate_ = nullptr;
  QCheckBox* mirrored_ = nullptr;
};

}  // namespace touchstone::ui
