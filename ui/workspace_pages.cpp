#include "ui/workspace_pages.h"

#include "ui/label/label_workspace.h"
#include "ui/theme/parts.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

QString text(const char* source) {
  return QCoreApplication::translate("WorkspacePages", source);
}

/// Stands where a workspace will be.
class EmptyWorkspace : public Workspace {
public:
  explicit EmptyWorkspace(QWidget* parent) : Workspace(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(new EmptyState(QStringLiteral("layers"), text("Nothing here yet"),
                                     text("Open a folder of images to begin.")));
  }
  void setSession(ProjectSession*) override {}
};

template <class Page>
Workspace* makePage(QWidget* parent) {
  return new Page(parent);
}

}  // namespace

std::vector<WorkspacePage> workspacePages() {
  return {{text("Label"), QStringLiteral("tags"), text("Draw and correct labels"),
           makePage<LabelWorkspace>},
          {text("Train"), QStringLiteral("chart-line"), text("Train a model on the labels"),
           makePage<EmptyWorkspace>},
          {text("Review"), QStringLiteral("list-checks"), text("See and fix what is wrong"),
           makePage<EmptyWorkspace>},
          {text("Explore"), QStringLiteral("layers"), text("See what the network sees"),
           makePage<EmptyWorkspace>}};
}

}  // namespace touchstone::ui
