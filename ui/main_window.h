#pragma once

#include "ui/commands/action_table.h"
#include "ui/window/project_opener.h"
#include "ui/workspace_pages.h"

#include <QMainWindow>

#include <memory>

class QLabel;
class QMenu;
class QStackedWidget;

namespace touchstone::ui {

class Banner;
class ImageMeasuring;
class LabelFileMenu;
class LabelWorkspace;
class NavigationBar;
class OpeningPage;
class ProjectExport;
class ProjectSession;
class WelcomePage;

/// The window: it lays out the pages and holds the open project.
class MainWindow : public QMainWindow {
  Q_OBJECT

public:
  explicit MainWindow(QWidget* parent = nullptr);
  ~MainWindow() override;

  void openFolder(const QString& folder);
  void openSample();
  void closeProject();

  [[nodiscard]] ProjectSession* session() const { return session_.get(); }
  /// Goes to a page and returns it.
  Workspace* showPage(Page page);

Q_SIGNALS:
  void projectOpened();
  void openingFailed(const QString& sentence);

protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  void layOut();
  void makeMenus();
  [[nodiscard]] std::vector<ActionRow> fileRows();
  [[nodiscard]] std::vector<ActionRow> editRows();
  void writeLabelFiles();
  void importLabels();
  void exportLabels();
  void showReport(const QString& heading, const labeling::TransferReport& report);
  void showLabelFiles();
  void fillRecentMenu();
  [[nodiscard]] bool isOpen(const QString& folder) const;
  void chooseFolder();
  void takeProject();
  void measureImages();
  void showWelcome();
  void showPalette();
  void showNotice(const QString& sentence);
  void showError(const QString& sentence);
  void showShortcuts();
  void editShortcuts();
  /// Returns the page, made when it was not there yet.
  Workspace* workspaceOf(Page page);
  /// The actions of the menus, with those of the page in view.
  [[nodiscard]] QList<QAction*> everyAction() const;
  /// The actions of the menus and of every page.
  [[nodiscard]] QList<QAction*> everyPagesAction();

  std::vector<WorkspacePage> pages_;
  std::vector<Workspace*> workspaces_;  ///< nullptr until first shown
  Page current_ = Page::Label;
  std::unique_ptr<ProjectSession> session_;
  std::unique_ptr<ImageMeasuring> measuring_;
  ProjectOpener opener_;
  ProjectExport* export_;

  NavigationBar* navigation_;
  Banner* banner_;
  QStackedWidget* stack_;
  WelcomePage* welcome_;
  OpeningPage* opening_;
  QLabel* readout_;
  QLabel* looking_;  ///< how far the looking at new images has come
  QMenu* pageMenu_ = nullptr;
  QMenu* recentMenu_ = nullptr;
  LabelFileMenu* labelFileMenu_ = nullptr;
};

}  // namespace touchstone::ui
