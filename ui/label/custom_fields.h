#pragma once

#include "labeling/annotation/document.h"

#include <QWidget>

#include <optional>

class QFormLayout;

namespace touchstone::ui {

/// The attributes that the classes of some objects define, as check boxes, choices and numbers.
class CustomFields : public QWidget {
  Q_OBJECT

public:
  explicit CustomFields(QWidget* parent = nullptr);

  /// Shows the attributes that all the objects' classes have, with the values in common.
  void show(const labeling::Document& document,
            const std::vector<const labeling::Annotation*>& objects);
  [[nodiscard]] bool isEmpty() const { return fields_.empty(); }

Q_SIGNALS:
  /// The person gave the attribute a value, or none.
  void changed(const QString& attribute, const std::optional<labeling::AttributeValue>& value);

private:
  struct Field {
    labeling::AttributeDefinition definition;
    QWidget* editor;
  };

  void rebuild(const std::vector<labeling::AttributeDefinition>& definitions);
  QWidget* makeEditor(const labeling::AttributeDefinition& definition);

  QFormLayout* layout_;
  std::vector<Field> fields_;
};

}  // namespace touchstone::ui
