#include "ui/workspace_pages.h"

#include "ui/explore/explore_workspace.h"
#include "ui/label/label_workspace.h"
#include "ui/review/review_workspace.h"
#include "ui/train/train_workspace.h"

#include <QCoreApplication>

namespace touchstone::ui {
namespace {

QString text(const char* source) {
  return QCoreApplication::translate("WorkspacePages", source);
}

template <class Page>
Workspace* makePage(QWidget* parent) {
  return new Page(parent);
}

}  // namespace

std::vector<WorkspacePage> workspacePages() {
  return {{text("Label"), QStringLiteral("tags"), text("Draw and correct labels"),
           makePage<LabelWorkspace>},
          {text("Train"), QStringLiteral("chart-line"), text("Train a model on the labels"),
           makePage<TrainWorkspace>},
          {text("Review"), QStringLiteral("list-checks"), text("See and fix what is wrong"),
           makePage<ReviewWorkspace>},
          {text("Explore"), QStringLiteral("layers"), text("See what the network sees"),
           makePage<ExploreWorkspace>}};
}

}  // namespace touchstone::ui
