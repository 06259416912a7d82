#include "ui/label/details_panel.h"

#include "ui/label/custom_fields.h"
#include "ui/label/label_state.h"
#include "ui/label/page_text.h"
#include "ui/label/several.h"
#include "ui/label/shape_kind.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr int noGroup = -1;        ///< shown as a word: none, or several
constexpr double noNumber = -1e6;  ///< as above
constexpr double mostNumber = 1e6;

QLabel* makeName(const QString& text, QWidget* field) {
  auto* name = new QLabel(text);
  name->setBuddy(field);
  field->setAccessibleName(text);
  return name;
}

}  // namespace

DetailsPanel::DetailsPanel(LabelState& state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      title_(makeHeading({})),
      hint_(makeCaption(tr("Select one or several objects to see and change what is known of "
                           "them."))),
      group_(new QSpinBox),
      pose_(new QLineEdit),
      description_(new PageText),
      source_(makeCaption({})),
      custom_(new CustomFields) {
  form_ = makeForm();
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setWidget(form_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, 0, theme::grid);
  layout->setSpacing(theme::tight);
  title_->setWordWrap(true);
  layout->addWidget(title_);
  layout->addWidget(hint_, 0, Qt::AlignTop);
  layout->addWidget(area, 1);
  wire();
  refresh();
}

QWidget* DetailsPanel::makeForm() {
  auto* form = new QWidget;
  auto* grid = new QGridLayout(form);
  grid->setContentsMargins(0, 0, theme::grid, 0);
  grid->setSpacing(theme::grid);
  addMeasures(*grid);
  addFlags(*grid);
  group_->setRange(noGroup, std::numeric_limits<int>::max());
  group_->setKeyboardTracking(false);
  group_->setToolTip(tr("Objects with one number belong together"));
  int row = grid->rowCount();
  const auto addRow = [&](const QString& name, QWidget* field) {
    grid->addWidget(makeName(name, field), row, 0);
    grid->addWidget(field, row++, 1, 1, 3);
  };
  addRow(tr("Group"), group_);
  addRow(tr("Pose"), pose_);
  description_->setLines(3);
  addRow(tr("Note"), description_);
  description_->setToolTip(tr("The description of the object"));
  grid->addWidget(custom_, row++, 0, 1, 4);
  grid->addWidget(source_, row++, 0, 1, 4);
  grid->setRowStretch(row, 1);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(3, 1);
  return form;
}

void DetailsPanel::addFlags(QGridLayout& grid) {
  const auto add = [&](const QString& text, bool Attributes::*value, const char* step) {
    auto* box = new QCheckBox(text);
    const int number = static_cast<int>(flags_.size());
    flags_.push_back({box, value, step});
    grid.addWidget(box, 3 + number / 2, 2 * (number % 2), 1, 2);
  };
  add(tr("Difficult"), &Attributes::difficult, "Set difficult");
  add(tr("Truncated"), &Attributes::truncated, "Set truncated");
  add(tr("Occluded"), &Attributes::occluded, "Set occluded");
  add(tr("Crowd"), &Attributes::crowd, "Set crowd");
  add(tr("Checked"), &Attributes::verified, "Mark as checked");
  add(tr("Locked"), &Attributes::locked, "Lock");
}

void DetailsPanel::addMeasures(QGridLayout& grid) {
  const auto add = [&](const QString& text, Measure measure, int row, int column) {
    auto* field = new QDoubleSpinBox;
    field->setRange(noNumber, mostNumber);
    field->setDecimals(measure == Measure::Angle ? 2 : 1);
    field->setKeyboardTracking(false);
    field->setSpecialValueText(tr("several"));
    field->setMinimumWidth(9 * theme::grid);
    QLabel* name = makeName(text, field);
    grid.addWidget(name, row, 2 * column);
    grid.addWidget(field, row, 2 * column + 1);
    measures_.push_back({measure, name, field});
  };
  add(tr("X"), Measure::X, 0, 0);
  add(tr("Y"), Measure::Y, 0, 1);
  add(tr("Width"), Measure::Width, 1, 0);
  add(tr("Height"), Measure::Height, 1, 1);
  add(tr("Angle"), Measure::Angle, 2, 0);
}

void DetailsPanel::wire() {
  for (const Flag& flag : flags_) {
    connect(flag.box, &QCheckBox::clicked, this, [this, flag] {
      flag.box->setTristate(false);
      const bool wanted = flag.box->isChecked();
      change(flag.step, [&](Attributes& attributes) { attributes.*flag.value = wanted; });
    });
  }
  for (const Number& number : measures_) {
    connect(number.field, &QDoubleSpinBox::valueChanged, this, [this, number](double value) {
      if (session_ != nullptr && value != noNumber) {
        session_->perform(withMeasure(session_->document(), shown_, number.measure, value));
      }
      refresh();
    });
  }
  connect(group_, &QSpinBox::valueChanged, this, [this](int value) {
    change("Set group", [value](Attributes& attributes) {
      attributes.group = value == noGroup ? std::nullopt : std::optional<std::int64_t>(value);
    });
  });
  connect(pose_, &QLineEdit::editingFinished, this, [this] {
    if (pose_->isModified()) {
      const std::string pose = pose_->text().trimmed().toStdString();
      change("Set pose", [&](Attributes& attributes) { attributes.pose = pose; });
    }
  });
  connect(description_, &PageText::committed, this, [this](const QString& text) {
    change("Describe object",
           [&](Attributes& attributes) { attributes.description = text.toStdString(); });
  });
  connect(custom_, &CustomFields::changed, this,
          [this](const QString& name, const std::optional<AttributeValue>& value) {
            change("Set " + name.toStdString(), [&](Attributes& attributes) {
              if (value) {
                attributes.custom[name.toStdString()] = *value;
              } else {
                attributes.custom.erase(name.toStdString());
              }
            });
          });
  connect(&state_, &LabelState::selectionChanged, this, [this] {
    // What was typed belongs to the objects that were selected until now.
    description_->commit();
    refresh();
  });
}

void DetailsPanel::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &DetailsPanel::refresh);
  }
  refresh();
}

void DetailsPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void DetailsPanel::refresh() {
  if (!isVisible()) {
    return;
  }
  objects_.clear();
  shown_ = state_.selection();
  for (const AnnotationId id : shown_) {
    const Annotation* object = session_ == nullptr ? nullptr : session_->document().annotation(id);
    if (object != nullptr) {
      objects_.push_back(object);
    }
  }
  hint_->setVisible(objects_.empty());
  form_->setVisible(!objects_.empty());
  title_->setText(titleText());
  if (!objects_.empty()) {
    showMeasures();
    showFlags();
    showTexts();
    custom_->show(session_->document(), objects_);
    custom_->setVisible(!custom_->isEmpty());
  }
  objects_.clear();
}

QString DetailsPanel::titleText() const {
  if (objects_.empty()) {
    return tr("Details");
  }
  const auto classes =
      inCommon(objects_, [](const Annotation& object) { return object.labelClass; });
  const LabelClass* labelClass =
      classes.value ? session_->document().labelClass(*classes.value) : nullptr;
  const QString name =
      labelClass == nullptr ? tr("several classes") : QString::fromStdString(labelClass->name);
  return objects_.size() == 1 ? tr("%1 · %2").arg(name, kindOfShape(objects_.front()->shape))
                              : tr("%1 objects · %2").arg(objects_.size()).arg(name);
}

void DetailsPanel::showFlags() {
  for (const Flag& flag : flags_) {
    const QSignalBlocker quiet(flag.box);
    const auto on =
        inCommon(objects_, [&](const Annotation& object) { return object.attributes.*flag.value; });
    flag.box->setTristate(on.differs);
    flag.box->setCheckState(on.differs  ? Qt::PartiallyChecked
                            : *on.value ? Qt::Checked
                                        : Qt::Unchecked);
  }
}

void DetailsPanel::showTexts() {
  const auto group =
      inCommon(objects_, [](const Annotation& object) { return object.attributes.group; });
  const QSignalBlocker quietGroup(group_);
  group_->setSpecialValueText(group.differs ? tr("several") : tr("none"));
  group_->setValue(group.value && *group.value ? static_cast<int>(**group.value) : noGroup);

  const auto pose =
      inCommon(objects_, [](const Annotation& object) { return object.attributes.pose; });
  pose_->setPlaceholderText(pose.differs ? tr("several") : QString());
  pose_->setText(QString::fromStdString(pose.value.value_or(std::string())));

  const auto text =
      inCommon(objects_, [](const Annotation& object) { return object.attributes.description; });
  description_->setPlaceholderText(text.differs ? tr("several") : QString());
  description_->setStored(QString::fromStdString(text.value.value_or(std::string())));

  const auto score =
      inCommon(objects_, [](const Annotation& object) { return object.attributes.score; });
  const auto by =
      inCommon(objects_, [](const Annotation& object) { return object.attributes.annotator; });
  QStringList source;
  if (by.value && !by.value->empty()) {
    source << tr("Drawn by %1").arg(QString::fromStdString(*by.value));
  }
  if (score.value && *score.value) {
    source << tr("Score of the model: %1").arg(**score.value, 0, 'f', 3);
  }
  source_->setText(source.join(QLatin1Char('\n')));
  source_->setVisible(!source.isEmpty());
}

void DetailsPanel::showMeasures() {
  for (const Number& number : measures_) {
    const QSignalBlocker quiet(number.field);
    const auto value = inCommon(objects_, [&](const Annotation& object) {
      return measureOf(object.shape, number.measure);
    });
    const auto settable = inCommon(objects_, [&](const Annotation& object) {
      return isSettable(object.shape, number.measure);
    });
    const bool isThere = value.differs || (value.value && *value.value);
    number.name->setVisible(isThere);
    number.field->setVisible(isThere);
    number.field->setEnabled(settable.value.value_or(false));
    number.field->setValue(value.value && *value.value ? **value.value : noNumber);
  }
}

void DetailsPanel::change(const std::string& step, const std::function<void(Attributes&)>& change) {
  if (session_ != nullptr) {
    session_->perform(withAttributes(session_->document(), shown_, step, change));
  }
  refresh();
}

}  // namespace touchstone::ui
