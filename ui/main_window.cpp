#include "ui/main_window.h"

#include "labeling/project/label_files.h"
#include "ui/commands/command_palette.h"
#include "ui/commands/shortcut_editor.h"
#include "ui/commands/shortcut_sheet.h"
#include "ui/label/label_workspace.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"
#include "ui/transfer/project_export.h"
#include "ui/transfer/transfer_report_dialog.h"
#include "ui/window/appearance_menu.h"
#include "ui/window/dropped_folder.h"
#include "ui/window/image_measuring.h"
#include "ui/window/label_file_menu.h"
#include "ui/window/label_files_dialog.h"
#include "ui/window/navigation_bar.h"
#include "ui/window/opening_page.h"
#include "ui/window/recent_folders.h"
#include "ui/window/welcome_page.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int noticeTime = 5000;  ///< milliseconds

/// The size of the window before a person has chosen one: most of the screen, its frame included.
QSize firstSize(const QSize& screen) {
  constexpr QSize frame(16, 40);
  return (screen * 0.8).expandedTo({1280, 800}).boundedTo(screen - frame);
}

/// Returns the actions with those of all sub-menus in place of the menus.
QList<QAction*> leavesOf(const QList<QAction*>& actions) {
  QList<QAction*> leaves;
  for (QAction* action : actions) {
    if (action->menu() != nullptr) {
      leaves << leavesOf(action->menu()->actions());
    } else {
      leaves << action;
    }
  }
  return leaves;
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      pages_(workspacePages()),
      workspaces_(pages_.size(), nullptr),
      export_(new ProjectExport(this)),
      navigation_(new NavigationBar(pages_)),
      banner_(new Banner),
      stack_(new QStackedWidget),
      welcome_(new WelcomePage),
      opening_(new OpeningPage),
      readout_(new QLabel),
      looking_(new QLabel) {
  setWindowIcon(QIcon(QStringLiteral(":/theme/logo.svg")));
  setAcceptDrops(true);
  layOut();
  makeMenus();
  connect(navigation_, &NavigationBar::chosen, this,
          [this](int page) { showPage(static_cast<Page>(page)); });
  connect(welcome_, &WelcomePage::openRequested, this, &MainWindow::chooseFolder);
  connect(welcome_, &WelcomePage::sampleRequested, this, &MainWindow::openSample);
  connect(welcome_, &WelcomePage::folderChosen, this, &MainWindow::openFolder);
  connect(opening_, &OpeningPage::cancelRequested, &opener_, &ProjectOpener::cancel);
  connect(&opener_, &ProjectOpener::started, this, [this](const QString& folder) {
    banner_->hide();
    opening_->start(folder);
    stack_->setCurrentWidget(opening_);
  });
  connect(&opener_, &ProjectOpener::progressed, opening_, &OpeningPage::showProgress);
  connect(&opener_, &ProjectOpener::opened, this, &MainWindow::takeProject);
  connect(&opener_, &ProjectOpener::imported, this,
          [this](const labeling::TransferReport& report) { showReport(tr("Imported"), report); });
  connect(&opener_, &ProjectOpener::importFailed, this, &MainWindow::showError);
  connect(export_, &ProjectExport::finished, this,
          [this](const labeling::TransferReport& report) { showReport(tr("Exported"), report); });
  connect(export_, &ProjectExport::failed, this, &MainWindow::showError);
  connect(&opener_, &ProjectOpener::cancelled, this, &MainWindow::showWelcome);
  connect(&opener_, &ProjectOpener::failed, this, [this](const QString& sentence) {
    showWelcome();
    showError(sentence);
    Q_EMIT openingFailed(sentence);
  });
  if (!restoreGeometry(QSettings().value("window/geometry").toByteArray())) {
    resize(firstSize(screen()->availableSize()));
  }
  showWelcome();
}

MainWindow::~MainWindow() {
  closeProject();
}

void MainWindow::layOut() {
  auto* right = new QWidget;
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banner_);
  column->addWidget(stack_, 1);
  stack_->addWidget(welcome_);
  stack_->addWidget(opening_);
  auto* central = new QWidget;
  auto* row = new QHBoxLayout(central);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(navigation_);
  row->addWidget(right, 1);
  setCentralWidget(central);
  looking_->hide();
  statusBar()->addPermanentWidget(looking_);
  statusBar()->addPermanentWidget(readout_);
  statusBar()->setSizeGripEnabled(false);
}

std::vector<ActionRow> MainWindow::fileRows() {
  return {
      {"file.open", tr("Open folder …"), "folder-open", "Ctrl+O; Ctrl+U",
       [this] { chooseFolder(); }},
      {"file.sample", tr("Open the sample project"), "sparkles", "", [this] { openSample(); }},
      {},
      {"file.save", tr("Write label files now"), "save", "Ctrl+S", [this] { writeLabelFiles(); }},
      {"file.import", tr("Import labels …"), "download", "Ctrl+Shift+O",
       [this] { importLabels(); }},
      {"file.export", tr("Export labels …"), "file-text", "Ctrl+Shift+S",
       [this] { exportLabels(); }},
      {"file.nextFormat", tr("Write label files in the next format"), "repeat-2", "Ctrl+Y",
       [this] { labelFileMenu_->chooseNext(); }},
      {"file.labelFiles", tr("Label files that need a decision …"), "folder-open", "Ctrl+R",
       [this] { showLabelFiles(); }},
      {"file.close", tr("Close folder"), "x", "Ctrl+W", [this] { closeProject(); }},
      {"file.quit", tr("Quit"), "log-out", "Ctrl+Q", [this] { close(); }},
  };
}

std::vector<ActionRow> MainWindow::editRows() {
  const auto withSession = [this](auto step) {
    return [this, step] {
      if (session_ != nullptr) {
        (session_.get()->*step)();
      }
    };
  };
  return {
      {"edit.undo", tr("Undo"), "undo-2", "Ctrl+Z", withSession(&ProjectSession::undo)},
      {"edit.redo", tr("Redo"), "redo-2", "Ctrl+Shift+Z", withSession(&ProjectSession::redo)},
  };
}

void MainWindow::makeMenus() {
  QMenu* file = makeActionMenu(*this, tr("&File"), {}, fileRows());
  recentMenu_ = new QMenu(tr("Recent folders"), file);
  recentMenu_->setIcon(theme::icon("folder"));
  file->insertMenu(file->actions().at(1), recentMenu_);
  connect(recentMenu_, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
  labelFileMenu_ = new LabelFileMenu(file);
  file->insertMenu(findChild<QAction*>(QStringLiteral("file.nextFormat")), labelFileMenu_);
  menuBar()->addMenu(file);
  menuBar()->addMenu(makeActionMenu(*this, tr("&Edit"), {}, editRows()));

  QMenu* view = menuBar()->addMenu(tr("&View"));
  view->addActions(navigation_->actions());
  view->addSeparator();
  view->addAction(makeAction(*this, {"window.palette", tr("Command palette …"), "command",
                                     "Ctrl+Shift+P", [this] { showPalette(); }}));
  view->addMenu(makeAppearanceMenu(this));
  pageMenu_ = menuBar()->addMenu(pages_.front().name);

  menuBar()->addMenu(makeActionMenu(*this, tr("&Help"), {},
                                    {{"help.shortcuts", tr("Keyboard shortcuts"), "keyboard",
                                      "F1; ?; Shift+?", [this] { showShortcuts(); }},
                                     {"help.changeShortcuts", tr("Change keyboard shortcuts …"),
                                      "settings", "", [this] { editShortcuts(); }}}));
  addActions(navigation_->actions());
}

void MainWindow::writeLabelFiles() {
  if (session_ != nullptr) {
    session_->flush();
    showNotice(tr("Label files written. Labels themselves are saved at every step."));
  }
}

void MainWindow::importLabels() {
  if (session_ == nullptr) {
    return;
  }
  if (session_->project().isReadOnly()) {
    showError(tr("This project is open for reading only, so nothing can be imported into it."));
    return;
  }
  TransferDialog dialog(TransferDialog::Direction::Import, this);
  if (dialog.exec() == QDialog::Accepted) {
    const QString folder = QString::fromStdString(session_->project().folder().string());
    session_->flush();
    closeProject();
    opener_.import(folder, dialog.request());
  }
}

void MainWindow::exportLabels() {
  if (session_ == nullptr) {
    return;
  }
  TransferDialog dialog(TransferDialog::Direction::Export, this);
  if (dialog.exec() == QDialog::Accepted) {
    export_->start(session_->project().folder(), dialog.windowTitle(), writerFor(dialog.request()));
  }
}

void MainWindow::showReport(const QString& heading, const labeling::TransferReport& report) {
  if (report.warnings.empty()) {
    showNotice(
        tr("%1: %2 labels on %3 images.").arg(heading).arg(report.annotations).arg(report.images));
  } else {
    (new TransferReportDialog(heading, report, this))->show();
  }
}

void MainWindow::showLabelFiles() {
  if (session_ == nullptr) {
    return;
  }
  labeling::LabelFiles& files = session_->project().labelFiles();
  if (const Status looked = files.look({}); !looked) {
    showError(QString::fromStdString(looked.error().message));
  } else if (files.issues().empty()) {
    showNotice(tr("No label file needs a decision."));
  } else {
    LabelFilesDialog(*session_, this).exec();
  }
}

void MainWindow::fillRecentMenu() {
  recentMenu_->clear();
  for (const QString& folder : recentFolders()) {
    recentMenu_->addAction(folder, this, [this, folder] { openFolder(folder); });
  }
  recentMenu_->setEnabled(!recentMenu_->isEmpty());
}

void MainWindow::openFolder(const QString& folder) {
  if (!isOpen(folder)) {
    opener_.open(QFileInfo(folder).absoluteFilePath());
  }
}

void MainWindow::openSample() {
  if (!isOpen(ProjectOpener::sampleFolder())) {
    opener_.openSample();
  }
}

bool MainWindow::isOpen(const QString& folder) const {
  // Opened a second time, it would be there for reading only: this window has it.
  return session_ != nullptr &&
         QFileInfo(QString::fromStdString(session_->project().folder().string())) ==
             QFileInfo(folder);
}

void MainWindow::chooseFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a folder of images"),
                                                           recentFolders().value(0));
  if (!folder.isEmpty()) {
    openFolder(folder);
  }
}

void MainWindow::closeProject() {
  for (Workspace* workspace : workspaces_) {
    if (workspace != nullptr) {
      workspace->setSession(nullptr);
    }
  }
  labelFileMenu_->setSession(nullptr);
  measuring_.reset();
  looking_->hide();
  session_.reset();
  showWelcome();
}

void MainWindow::takeProject() {
  auto project = opener_.take();
  closeProject();
  session_ = std::make_unique<ProjectSession>(std::move(project));
  connect(session_.get(), &ProjectSession::failed, this, &MainWindow::showError);
  connect(session_.get(), &ProjectSession::message, this, &MainWindow::showNotice);
  connect(session_.get(), &ProjectSession::editorRequested, this,
          [this](qint64 image, qint64 annotation) {
            static_cast<LabelWorkspace*>(showPage(Page::Label))->open(image, annotation);
          });
  connect(session_.get(), &ProjectSession::definitionRequested, this, [this](qint64 labelClass) {
    static_cast<LabelWorkspace*>(workspaceOf(Page::Label))->openDefinition(labelClass);
  });
  const QString folder = QString::fromStdString(session_->project().folder().string());
  rememberFolder(folder);
  setWindowTitle(tr("%1 – Touchstone").arg(QFileInfo(folder).fileName()));
  for (Workspace* workspace : workspaces_) {
    if (workspace != nullptr) {
      workspace->setSession(session_.get());
    }
  }
  labelFileMenu_->setSession(session_.get());
  showPage(current_);
  QStringList notices;
  for (const std::string& notice : session_->project().notices()) {
    notices << QString::fromStdString(notice);
  }
  if (!notices.isEmpty()) {
    banner_->show(Banner::Kind::Notice, notices.join(QLatin1Char('\n')));
  }
  measureImages();
  Q_EMIT projectOpened();
}

void MainWindow::measureImages() {
  measuring_ = std::make_unique<ImageMeasuring>(*session_);
  connect(measuring_.get(), &ImageMeasuring::progressed, looking_, [this](int done, int total) {
    looking_->setText(tr("Looking at the images: %L1 of %L2").arg(done).arg(total));
    looking_->show();
  });
  connect(measuring_.get(), &ImageMeasuring::finished, looking_, &QWidget::hide);
  measuring_->start();
}

Workspace* MainWindow::workspaceOf(Page page) {
  const auto number = static_cast<std::size_t>(page);
  Workspace*& workspace = workspaces_[number];
  if (workspace == nullptr) {
    workspace = pages_[number].make(stack_);
    stack_->addWidget(workspace);
    connect(workspace, &Workspace::readoutChanged, readout_, &QLabel::setText);
    connect(workspace, &Workspace::pageRequested, this, &MainWindow::showPage);
    workspace->setSession(session_.get());
  }
  return workspace;
}

Workspace* MainWindow::showPage(Page page) {
  if (page != current_ && session_ != nullptr && !session_->project().isReadOnly() &&
      banner_->kind() == Banner::Kind::Notice) {
    banner_->hide();
  }
  current_ = page;
  navigation_->setCurrent(static_cast<int>(page));
  Workspace* workspace = workspaceOf(page);
  if (session_ == nullptr) {
    return workspace;
  }
  navigation_->setAvailable(true);
  pageMenu_->clear();
  pageMenu_->setTitle(pages_[static_cast<std::size_t>(page)].name);
  pageMenu_->addActions(workspace->workspaceActions());
  pageMenu_->menuAction()->setVisible(!pageMenu_->isEmpty());
  readout_->clear();
  stack_->setCurrentWidget(workspace);
  workspace->activated();
  return workspace;
}

void MainWindow::showWelcome() {
  if (session_ != nullptr) {
    showPage(current_);
    return;
  }
  setWindowTitle(tr("Touchstone"));
  navigation_->setAvailable(false);
  welcome_->showRecent(recentFolders());
  stack_->setCurrentWidget(welcome_);
  welcome_->setFocus();
  pageMenu_->clear();
  pageMenu_->menuAction()->setVisible(false);
  readout_->clear();
}

void MainWindow::showPalette() {
  (new CommandPalette(everyAction(), this))->popUp();
}

void MainWindow::showShortcuts() {
  auto* sheet = new ShortcutSheet(everyPagesAction(), this);
  connect(sheet, &ShortcutSheet::editRequested, this, &MainWindow::editShortcuts);
  sheet->show();
}

void MainWindow::editShortcuts() {
  (new ShortcutEditor(everyPagesAction(), this))->show();
}

void MainWindow::showNotice(const QString& sentence) {
  statusBar()->showMessage(sentence, noticeTime);
}

void MainWindow::showError(const QString& sentence) {
  banner_->show(Banner::Kind::Error, sentence);
}

QList<QAction*> MainWindow::everyAction() const {
  return leavesOf(menuBar()->actions());
}

QList<QAction*> MainWindow::everyPagesAction() {
  QList<QAction*> actions = everyAction();
  for (std::size_t page = 0; page < pages_.size(); ++page) {
    for (QAction* action : leavesOf(workspaceOf(static_cast<Page>(page))->workspaceActions())) {
      if (!actions.contains(action)) {
        actions << action;
      }
    }
  }
  return actions;
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings().setValue("window/geometry", saveGeometry());
  if (session_ != nullptr) {
    session_->flush();
  }
  QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedFolder(event->mimeData()).isEmpty()) {
    event->acceptProposedAction();
  }
}

void MainWindow::dropEvent(QDropEvent* event) {
  openFolder(droppedFolder(event->mimeData()));
}

}  // namespace touchstone::ui
