#include "ui/explore/explore_workspace.h"

#include "labeling/images/image_reader.h"
#include "ui/canvas/picture.h"
#include "ui/explore/augmentation_page.h"
#include "ui/explore/kernel_editor.h"
#include "ui/explore/pixel_view.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedLayout>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {

namespace {

/// Larger pictures are reduced, so that every change of a weight shows at once.
constexpr int largestSide = 768;

struct Decoded {
  QImage picture;
  QString problem;
};

Decoded decode(const std::filesystem::path& file) {
  const auto read = labeling::readImage(file, largestSide);
  if (!read) {
    return {.picture = {}, .problem = QString::fromStdString(read.error().message)};
  }
  QImage picture = toQImage(*read);
  if (std::max(picture.width(), picture.height()) > largestSide) {
    picture =
        picture.scaled(largestSide, largestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  }
  return {.picture = picture, .problem = {}};
}

QSpinBox* makeNumber(const QString& name, int least, int most, int value) {
  auto* box = new QSpinBox;
  box->setRange(least, most);
  box->setValue(value);
  box->setAccessibleName(name);
  return box;
}

QToolButton* makeStepButton(QAction* action) {
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setAutoRaise(true);
  return button;
}

QString sizeText(QSize size) {
  return QStringLiteral("%1 × %2").arg(size.width()).arg(size.height());
}

}  // namespace

ExploreWorkspace::ExploreWorkspace(QWidget* parent) : Workspace(parent) {
  makeActions();
  empty_ = new EmptyState(QStringLiteral("layers"), tr("No project is open"),
                          tr("Open a folder of images to see what a network sees in them."));
  pages_ = new QStackedLayout(this);
  pages_->addWidget(empty_);
  pages_->addWidget(makePage());
}

QWidget* ExploreWorkspace::makePage() {
  auto* columns = new QHBoxLayout;
  columns->setContentsMargins(0, theme::wide, 0, 0);
  columns->setSpacing(theme::page);
  auto* layer = new QWidget;
  layer->setLayout(columns);
  columns->addWidget(makeControls());
  columns->addWidget(makePictures(), 1);
  augmentation_ = new AugmentationPage;
  auto* topics = new QTabWidget;
  topics->addTab(layer, tr("Filters and pooling"));
  topics->addTab(augmentation_, tr("Augmentation"));
  auto* head = new QHBoxLayout;
  head->addWidget(makeTitle(tr("Explore")), 1);
  head->addWidget(makeImageChooser());
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(theme::page, theme::page, theme::page, theme::page);
  layout->setSpacing(theme::wide);
  layout->addLayout(head);
  layout->addWidget(topics, 1);
  auto* scroll = new QScrollArea;
  scroll->setWidget(page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  return scroll;
}

QWidget* ExploreWorkspace::makeControls() {
  kernel_ = new KernelEditor;
  poolSize_ = makeNumber(tr("Side of the pooling window"), 2, 16, 2);
  padding_ = makeNumber(tr("Padding"), 0, 16, 1);
  padding_->setToolTip(tr("Zeros put around the picture"));
  stride_ = makeNumber(tr("Stride"), 1, 16, 1);
  stride_->setToolTip(tr("Pixels from one position of the window to the next"));

  auto* filter = new QWidget;
  auto* filterLayout = new QVBoxLayout(filter);
  filterLayout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  filterLayout->addWidget(kernel_);
  filterLayout->addStretch();
  auto* pooling = new QWidget;
  auto* poolingLayout = new QFormLayout(pooling);
  poolingLayout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  poolingLayout->setHorizontalSpacing(theme::wide);
  poolingLayout->addRow(tr("Side"), poolSize_);
  poolingLayout->addRow(
      makeCaption(tr("Keeps the largest value of each window: the answer survives small shifts.")));
  kind_ = new QTabWidget;
  kind_->addTab(filter, tr("Filter"));
  kind_->addTab(pooling, tr("Max pooling"));
  kind_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);

  auto* steps = new QFormLayout;
  steps->setHorizontalSpacing(theme::wide);
  steps->setVerticalSpacing(theme::grid);
  steps->addRow(tr("Padding p"), padding_);
  steps->addRow(tr("Stride s"), stride_);
  auto* controls = new QWidget;
  controls->setFixedWidth(40 * theme::grid);
  auto* layout = new QVBoxLayout(controls);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::wide);
  layout->addWidget(kind_);
  layout->addLayout(steps);
  layout->addStretch();

  connect(kernel_, &KernelEditor::changed, this, &ExploreWorkspace::compute);
  connect(kind_, &QTabWidget::currentChanged, this, [this](int tab) {
    stride_->setValue(tab == 1 ? poolSize_->value() : 1);
    padding_->setValue(tab == 1 ? 0 : 1);
    compute();
  });
  for (QSpinBox* box : {poolSize_, padding_, stride_}) {
    connect(box, &QSpinBox::valueChanged, this, &ExploreWorkspace::compute);
  }
  return controls;
}

QWidget* ExploreWorkspace::makeImageChooser() {
  image_ = makeNumber(tr("Number of the image"), 1, 1, 1);
  connect(image_, &QSpinBox::valueChanged, this, &ExploreWorkspace::readPicture);
  imageName_ = makeCaption({});
  imageName_->setWordWrap(false);
  auto* chooser = new QWidget;
  auto* row = new QHBoxLayout(chooser);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::tight);
  row->addWidget(imageName_);
  row->addWidget(makeStepButton(previous_));
  row->addWidget(image_);
  row->addWidget(makeStepButton(next_));
  return chooser;
}

QWidget* ExploreWorkspace::makePictures() {
  input_ = new PixelView(tr("The picture"));
  output_ = new PixelView(tr("What the window makes of it"));
  inputCaption_ = makeCaption({});
  outputCaption_ = makeCaption({});
  auto* pair = new QHBoxLayout;
  pair->setSpacing(theme::wide);
  for (const auto& [caption, view] :
       {std::pair{inputCaption_, input_}, {outputCaption_, output_}}) {
    auto* column = new QVBoxLayout;
    column->setSpacing(theme::tight);
    column->addWidget(caption);
    column->addWidget(view, 1);
    pair->addLayout(column, 1);
  }
  QVBoxLayout* cardLayout = nullptr;
  QFrame* card = makeCard(cardLayout);
  formula_ = new QLabel;
  formula_->setTextFormat(Qt::PlainText);
  formula_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  formula_->setWordWrap(true);
  cardLayout->addWidget(makeHeading(tr("Size of the output:  n_out = ⌊(n_in + 2p − k) / s⌋ + 1")));
  cardLayout->addWidget(formula_);
  auto* pictures = new QWidget;
  auto* layout = new QVBoxLayout(pictures);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::wide);
  layout->addLayout(pair, 1);
  layout->addWidget(card);
  return pictures;
}

void ExploreWorkspace::makeActions() {
  previous_ = new QAction(theme::icon(QStringLiteral("chevron-left")),
                          tr("Explore the previous image"), this);
  next_ =
      new QAction(theme::icon(QStringLiteral("chevron-right")), tr("Explore the next image"), this);
  connect(previous_, &QAction::triggered, this, [this] { step(-1); });
  connect(next_, &QAction::triggered, this, [this] { step(1); });
}

QList<QAction*> ExploreWorkspace::workspaceActions() const {
  return {previous_, next_};
}

void ExploreWorkspace::setSession(ProjectSession* session) {
  if (session_) {
    session_->disconnect(this);
  }
  session_ = session;
  reading_.cancel();
  computing_.cancel();
  paths_.clear();
  augmentation_->showImage(nullptr, 0);
  if (session) {
    connect(session, &ProjectSession::editorRequested, this, [this](qint64 image) {
      if (const labeling::Image* asked = session_->document().image(image)) {
        const auto found = std::find(paths_.begin(), paths_.end(), asked->path);
        image_->setValue(static_cast<int>(found - paths_.begin()) + 1);
      }
    });
  }
  showImages();
}

void ExploreWorkspace::activated() {
  if (isVisible() && picture_.isNull()) {
    readPicture();
  }
}

void ExploreWorkspace::showImages() {
  if (session_) {
    for (const auto& [id, image] : session_->document().images()) {
      paths_.push_back(image.path);
    }
  }
  pages_->setCurrentIndex(paths_.empty() ? 0 : 1);
  picture_ = {};
  const auto count = std::max(1, static_cast<int>(paths_.size()));
  image_->setRange(1, count);
  image_->setSuffix(tr(" of %1").arg(count));
  image_->setValue(1);
  if (isVisible()) {
    readPicture();
  }
}

void ExploreWorkspace::step(int by) {
  image_->setValue(image_->value() + by);
}

void ExploreWorkspace::readPicture() {
  if (!session_ || paths_.empty()) {
    return;
  }
  const std::string& path = paths_[static_cast<std::size_t>(image_->value() - 1)];
  imageName_->setText(QString::fromStdString(path));
  augmentation_->showImage(session_, session_->document().findImage(path).value_or(0));
  reading_.run(
      [file = session_->project().folder() / path](std::stop_token) { return decode(file); },
      [this](const Decoded& decoded) { showPicture(decoded.picture, decoded.problem); });
}

void ExploreWorkspace::showPicture(const QImage& picture, const QString& problem) {
  picture_ = picture;
  if (picture.isNull()) {
    input_->showNothing(problem);
    output_->showNothing({});
    inputCaption_->clear();
    outputCaption_->clear();
    formula_->clear();
    return;
  }
  input_->show(picture, picture.size());
  inputCaption_->setText(tr("Input  %1").arg(sizeText(picture.size())));
  compute();
}

SlidingWindow ExploreWorkspace::window() const {
  if (kind_->currentIndex() == 1) {
    return MaxPooling{.size = poolSize_->value()};
  }
  return kernel_->kernel();
}

analysis::WindowSteps ExploreWorkspace::steps() const {
  const int most = kind_->currentIndex() == 1 ? poolSize_->value() / 2 : padding_->maximum();
  return {.padding = std::min(padding_->value(), most), .stride = stride_->value()};
}

void ExploreWorkspace::compute() {
  if (picture_.isNull()) {
    return;
  }
  showFormula();
  computing_.run([picture = picture_, over = window(),
                  by = steps()](std::stop_token) { return applied(picture, over, by); },
                 [this](const QImage& result) {
                   if (result.isNull()) {
                     output_->showNothing(tr("The window is larger than the padded picture."));
                     outputCaption_->setText(tr("Output"));
                   } else {
                     output_->show(result, picture_.size());
                     outputCaption_->setText(tr("Output  %1").arg(sizeText(result.size())));
                   }
                 });
}

void ExploreWorkspace::showFormula() {
  const int side = sideOf(window());
  formula_->setText(tr("width:  %1\nheight:  %2")
                        .arg(sizeFormula(picture_.width(), side, steps()),
                             sizeFormula(picture_.height(), side, steps())));
}

}  // namespace touchstone::ui
