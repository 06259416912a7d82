#include "ui/train/choices_form.h"

#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QSignalBlocker>
#include <QSpinBox>

namespace touchstone::ui {

namespace {

QFormLayout* addColumn(QHBoxLayout* row) {
  auto* column = new QFormLayout;
  column->setHorizontalSpacing(theme::wide);
  column->setVerticalSpacing(theme::grid);
  row->addLayout(column, 1);
  return column;
}

void select(QComboBox* box, const QString& value) {
  const QSignalBlocker quiet(box);
  if (const int row = box->findData(value); row >= 0) {
    box->setCurrentIndex(row);
  } else {
    // A network of an earlier session that the engine has not named yet.
    box->addItem(value, value);
    box->setCurrentIndex(box->count() - 1);
  }
}

}  // namespace

ChoicesForm::ChoicesForm(QWidget* parent) : QWidget(parent) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::page);
  QFormLayout* left = addColumn(row);
  QFormLayout* right = addColumn(row);

  task_ = addChoice(
      left, tr("Task"),
      tr("What the model learns to say of an image: its class, where objects are, or which pixels "
         "belong to them"));
  task_->addItem(tr("Classify images or boxes"), "classify");
  task_->addItem(tr("Find objects: boxes"), "detect");
  task_->addItem(tr("Find areas: masks"), "segment");
  backbone_ = addChoice(left, tr("Network"), tr("The network that is fine-tuned"));
  setModels({}, {});
  preset_ = addChoice(left, tr("Preset"), tr("How much time the training may take"));
  preset_->addItem(tr("Fast"), "fast");
  preset_->addItem(tr("Balanced"), "balanced");
  preset_->addItem(tr("Thorough"), "thorough");
  preset_->setCurrentIndex(1);
  device_ = addChoice(left, tr("Device"), tr("Where the training runs"));
  device_->addItem(tr("Automatic"), "auto");
  device_->addItem(tr("Processor"), "cpu");
  device_->addItem(tr("Graphics card (CUDA)"), "cuda");

  epochs_ = addNumber(right, tr("Epochs"), tr("How often every image is seen"), 1000,
                      tr("From the preset"));
  size_ = addNumber(right, tr("Image size"), tr("Side of the input in pixels"), 1024,
                    tr("From the network"));
  seed_ = addNumber(right, tr("Seed"), tr("The same seed gives the same model"), 1'000'000, {});
  seed_->setValue(1);

  augmentation_ = addChoice(right, tr("Augmentation"),
                            tr("How much more training images are changed than usual"));
  augmentation_->addItem(tr("Where Review asked for it"), QString());
  augmentation_->addItem(tr("None"), "none");
  augmentation_->addItem(tr("Light"), "light");
  augmentation_->addItem(tr("Medium"), "medium");
  augmentation_->addItem(tr("Strong"), "strong");

  QFormLayout* switches = addColumn(row);
  mixing_ = addChoice(switches, tr("Mixing"),
                      tr("Train on images mixed of two, for a network that learns as a whole: one "
                         "shines through the other (MixUp), or a part of one lies in the other "
                         "(CutMix)"));
  mixing_->addItem(tr("None"), "none");
  mixing_->addItem(QStringLiteral("MixUp"), "mixup");
  mixing_->addItem(QStringLiteral("CutMix"), "cutmix");
  fromScratch_ = addSwitch(switches, tr("From random weights"),
                           tr("Begin anew even where pre-trained weights are known"));
  findRate_ = addSwitch(switches, tr("Find the learning rate"),
                        tr("Try learning rates on a few batches of images first; for a network "
                           "that learns as a whole"));
  mirrored_ = addSwitch(switches, tr("Look at mirror images too"),
                        tr("Judge each image together with its mirror image: a little better, "
                           "twice the time to predict"));
  connect(task_, &QComboBox::currentIndexChanged, this, &ChoicesForm::showTask);
}

void ChoicesForm::showTask() {
  const bool classifies = task_->currentData().toString() == QLatin1String("classify");
  for (QWidget* widget :
       std::initializer_list<QWidget*>{augmentation_, mixing_, findRate_, mirrored_}) {
    widget->setEnabled(classifies);
  }
}

QCheckBox* ChoicesForm::addSwitch(QFormLayout* layout, const QString& name, const QString& tip) {
  auto* box = new QCheckBox(name);
  box->setToolTip(tip);
  connect(box, &QCheckBox::toggled, this, &ChoicesForm::changed);
  layout->addRow(box);
  return box;
}

QComboBox* ChoicesForm::addChoice(QFormLayout* layout, const QString& name, const QString& tip) {
  auto* box = new QComboBox;
  // A long name may be cut: it must not push the form out of the window.
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(16);
  box->setAccessibleName(name);
  box->setToolTip(tip);
  connect(box, &QComboBox::currentIndexChanged, this, &ChoicesForm::changed);
  layout->addRow(name, box);
  return box;
}

QSpinBox* ChoicesForm::addNumber(QFormLayout* layout,
                                 const QString& name,
                                 const QString& tip,
                                 int most,
                                 const QString& standard) {
  auto* box = new QSpinBox;
  box->setRange(0, most);
  box->setSpecialValueText(standard);
  box->setAccessibleName(name);
  box->setToolTip(tip);
  connect(box, &QSpinBox::valueChanged, this, &ChoicesForm::changed);
  layout->addRow(name, box);
  return box;
}

TrainingChoices ChoicesForm::choices() const {
  return {.task = task_->currentData().toString(),
          .backbone = backbone_->currentData().toString(),
          .preset = preset_->currentData().toString(),
          .epochs = epochs_->value(),
          .size = size_->value(),
          .seed = seed_->value(),
          .fromScratch = fromScratch_->isChecked(),
          .findLearningRate = findRate_->isChecked(),
          .mirrored = mirrored_->isChecked(),
          .augmentation = augmentation_->currentData().toString(),
          .mixing = mixing_->currentData().toString(),
          .device = device_->currentData().toString()};
}

void ChoicesForm::setChoices(const TrainingChoices& choices) {
  select(task_, choices.task);
  select(backbone_, choices.backbone);
  select(preset_, choices.preset);
  select(device_, choices.device);
  select(augmentation_, choices.augmentation);
  select(mixing_, choices.mixing);
  for (const auto& [box, value] :
       {std::pair{epochs_, choices.epochs}, {size_, choices.size}, {seed_, choices.seed}}) {
    const QSignalBlocker quiet(box);
    box->setValue(value);
  }
  showTask();
  for (const auto& [box, value] : {std::pair{fromScratch_, choices.fromScratch},
                                   {findRate_, choices.findLearningRate},
                                   {mirrored_, choices.mirrored}}) {
    const QSignalBlocker quiet(box);
    box->setChecked(value);
  }
}

void ChoicesForm::setModels(const QJsonArray& backbones, const QJsonArray& baselines) {
  const QSignalBlocker quiet(backbone_);
  const QString chosen = backbone_->currentData().toString();
  backbone_->clear();
  backbone_->addItem(tr("Automatic"), QString());
  for (const QJsonValue& row : backbones) {
    const QString title = row["title"].toString();
    backbone_->addItem(row["pretrained"].toBool() ? title : tr("%1 (random weights)").arg(title),
                       row["name"].toString());
  }
  if (!baselines.isEmpty()) {
    backbone_->insertSeparator(backbone_->count());
  }
  for (const QJsonValue& row : baselines) {
    backbone_->addItem(tr("%1 (no network)").arg(row["title"].toString()), row["name"].toString());
  }
  select(backbone_, chosen);
}

}  // namespace touchstone::ui
