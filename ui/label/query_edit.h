#pragma once

#include <QLineEdit>

class QCompleter;
class QStandardItemModel;

namespace touchstone::ui {

class ProjectSession;

/// A line for a query that completes fields, classes, states and other values while it is typed;
/// Ctrl+Space or Down shows what is possible at any time.
class QueryEdit : public QLineEdit {
  Q_OBJECT

public:
  explicit QueryEdit(QWidget* parent = nullptr);

  void setSession(ProjectSession* session) { session_ = session; }
  /// Selects those bytes of the UTF-8 text.
  void selectBytes(std::size_t position, std::size_t length);

Q_SIGNALS:
  /// Escape: the person wants to go back to the images.
  void left();

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  enum class Ask { WhileTyping, Now };

  void suggest(Ask ask);
  void accept(const QModelIndex& index);

  ProjectSession* session_ = nullptr;
  QCompleter* completer_;
  QStandardItemModel* suggestions_;
  int replaceFrom_ = 0;
  int replaceLength_ = 0;
};

}  // namespace touchstone::ui
