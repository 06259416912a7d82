#include "ui/label/custom_fields.h"

#include "labeling/classes/class_tree.h"
#include "ui/label/several.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSignalBlocker>

#include <algorithm>
#include <set>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr double noNumber = -1e9;  ///< shown as a word: nothing, or several
constexpr double mostNumber = 1e9;

using Common = Several<std::optional<AttributeValue>>;

std::vector<AttributeDefinition> sharedAttributes(const Document& document,
                                                  const std::vector<const Annotation*>& objects) {
  std::set<ClassId> classes;
  for (const Annotation* object : objects) {
    classes.insert(object->labelClass);
  }
  std::vector<AttributeDefinition> shared;
  bool isFirst = true;
  for (const ClassId id : classes) {
    const auto attributes = attributesOf(document, id);
    if (isFirst) {
      shared = attributes;
    } else {
      std::erase_if(shared, [&](const AttributeDefinition& definition) {
        return std::find(attributes.begin(), attributes.end(), definition) == attributes.end();
      });
    }
    isFirst = false;
  }
  return shared;
}

template <class Value>
const Value* valueIn(const Common& common) {
  return common.value && *common.value ? std::get_if<Value>(&**common.value) : nullptr;
}

void showValue(QCheckBox& box, const Common& common) {
  const bool* on = valueIn<bool>(common);
  box.setTristate(common.differs);
  box.setCheckState(common.differs         ? Qt::PartiallyChecked
                    : on != nullptr && *on ? Qt::Checked
                                           : Qt::Unchecked);
}

void showValue(QComboBox& box, const Common& common) {
  box.setItemText(0, common.differs ? CustomFields::tr("several") : CustomFields::tr("not set"));
  const auto* choice = valueIn<std::string>(common);
  box.setCurrentIndex(
      choice == nullptr ? 0 : std::max(0, box.findText(QString::fromStdString(*choice))));
}

void showValue(QDoubleSpinBox& box, const Common& common) {
  box.setSpecialValueText(common.differs ? CustomFields::tr("several")
                                         : CustomFields::tr("not set"));
  const auto* number = valueIn<double>(common);
  box.setValue(number == nullptr ? noNumber : *number);
}

}  // namespace

CustomFields::CustomFields(QWidget* parent) : QWidget(parent), layout_(new QFormLayout(this)) {
  layout_->setContentsMargins(0, 0, 0, 0);
  layout_->setSpacing(theme::tight);
  layout_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void CustomFields::show(const Document& document, const std::vector<const Annotation*>& objects) {
  const std::vector<AttributeDefinition> definitions = sharedAttributes(document, objects);
  const bool isSame =
      std::equal(definitions.begin(), definitions.end(), fields_.begin(), fields_.end(),
                 [](const AttributeDefinition& a, const Field& b) { return a == b.definition; });
  if (!isSame) {
    rebuild(definitions);
  }
  for (const Field& field : fields_) {
    const QSignalBlocker quiet(field.editor);
    const Common common = inCommon(objects, [&](const Annotation& object) {
      const auto& custom = object.attributes.custom;
      const auto found = custom.find(field.definition.name);
      return found == custom.end() ? std::optional<AttributeValue>() : found->second;
    });
    if (auto* check = qobject_cast<QCheckBox*>(field.editor)) {
      showValue(*check, common);
    } else if (auto* combo = qobject_cast<QComboBox*>(field.editor)) {
      showValue(*combo, common);
    } else if (auto* number = qobject_cast<QDoubleSpinBox*>(field.editor)) {
      showValue(*number, common);
    }
  }
}

void CustomFields::rebuild(const std::vector<AttributeDefinition>& definitions) {
  while (layout_->rowCount() > 0) {
    layout_->removeRow(0);
  }
  fields_.clear();
  for (const AttributeDefinition& definition : definitions) {
    QWidget* editor = makeEditor(definition);
    const QString name = QString::fromStdString(definition.name);
    editor->setAccessibleName(name);
    layout_->addRow(definition.kind == AttributeKind::Flag ? QString() : name, editor);
    fields_.push_back({definition, editor});
  }
}

QWidget* CustomFields::makeEditor(const AttributeDefinition& definition) {
  const QString name = QString::fromStdString(definition.name);
  switch (definition.kind) {
    case AttributeKind::Flag: {
      auto* box = new QCheckBox(name);
      connect(box, &QCheckBox::clicked, this, [this, name, box] {
        box->setTristate(false);
        Q_EMIT changed(name, AttributeValue(box->isChecked()));
      });
      return box;
    }
    case AttributeKind::Choice: {
      auto* box = new QComboBox;
      box->addItem(tr("not set"));
      for (const std::string& choice : definition.choices) {
        box->addItem(QString::fromStdString(choice));
      }
      connect(box, &QComboBox::activated, this, [this, name, box](int index) {
        Q_EMIT changed(name, index == 0 ? std::optional<AttributeValue>()
                                        : AttributeValue(box->itemText(index).toStdString()));
      });
      return box;
    }
    case AttributeKind::Number:
      break;
  }
  auto* box = new QDoubleSpinBox;
  box->setRange(noNumber, mostNumber);
  box->setDecimals(3);
  box->setKeyboardTracking(false);
  connect(box, &QDoubleSpinBox::valueChanged, this, [this, name](double value) {
    Q_EMIT changed(name,
                   value == noNumber ? std::optional<AttributeValue>() : AttributeValue(value));
  });
  return box;
}

}  // namespace touchstone::ui
