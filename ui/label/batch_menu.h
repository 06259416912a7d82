#pragma once

#include "ui/label/image_batches.h"

#include <QMenu>

namespace touchstone::ui {

class ProjectSession;

/// What can be done to several images at once: to the selected ones, and below to all of the list.
/// Each command shows how many images it changes before it does.
class BatchMenu : public QMenu {
  Q_OBJECT

public:
  BatchMenu(ProjectSession& session,
            const std::vector<labeling::ImageId>& selected,
            const std::vector<labeling::ImageId>& listed,
            QWidget* parent);

private:
  using Images = std::vector<labeling::ImageId>;

  void fill(QMenu& menu, const Images& images);
  void addBatch(QMenu& menu,
                const QString& text,
                const QString& icon,
                const Images& images,
                const ImageBatch& batch);
  void addTags(QMenu& menu, const Images& images);
  void ask(const QString& title, const Images& images, const ImageBatch& batch);

  ProjectSession& session_;
};

}  // namespace touchstone::ui
