#pragma once

#include <QWidget>

class QLineEdit;

namespace touchstone::ui {

/// A place on the disk: a field to type or drop it into, and buttons to look for it.
class PathField : public QWidget {
  Q_OBJECT

public:
  /// What may be chosen; a destination need not exist yet.
  enum class Kind { ExistingFolderOrFile, ExistingFile, Destination };

  explicit PathField(Kind kind, QWidget* parent = nullptr);

  [[nodiscard]] QString path() const;
  void setPath(const QString& path);

Q_SIGNALS:
  void changed();

protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  void chooseFolder();
  void chooseFile();

  Kind kind_;
  QLineEdit* edit_;
};

}  // namespace touchstone::ui
