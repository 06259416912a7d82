#include "ui/label/query_edit.h"

#include "labeling/query/query_completion.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace touchstone::ui {
namespace {

constexpr int hintRole = Qt::UserRole;
constexpr int popupWidth = 45 * theme::grid;

/// A suggestion with its hint at the right.
class SuggestionDelegate : public QStyledItemDelegate {
public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter,
             const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    QStyledItemDelegate::paint(painter, option, index);
    painter->save();
    const QRect area = option.rect.adjusted(theme::grid, 0, -theme::grid, 0);
    const int taken = option.fontMetrics.horizontalAdvance(index.data().toString()) + theme::page;
    painter->setPen(theme::colours().muted);
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data(hintRole).toString(), Qt::ElideRight,
                                                    area.width() - taken));
    painter->restore();
  }
};

}  // namespace

QueryEdit::QueryEdit(QWidget* parent)
    : QLineEdit(parent),
      completer_(new QCompleter(this)),
      suggestions_(new QStandardItemModel(this)) {
  completer_->setModel(suggestions_);
  completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
  completer_->setWidget(this);
  completer_->popup()->setItemDelegate(new SuggestionDelegate(completer_->popup()));
  connect(completer_, qOverload<const QModelIndex&>(&QCompleter::activated), this,
          &QueryEdit::accept);
  connect(this, &QLineEdit::textEdited, this, [this] { suggest(Ask::WhileTyping); });
}

void QueryEdit::selectBytes(std::size_t position, std::size_t length) {
  const QByteArray bytes = text().toUtf8();
  const auto from = static_cast<qsizetype>(position);
  const QString before = QString::fromUtf8(bytes.left(from));
  const QString selected = QString::fromUtf8(bytes.mid(from, static_cast<qsizetype>(length)));
  setSelection(static_cast<int>(before.size()), static_cast<int>(selected.size()));
}

void QueryEdit::keyPressEvent(QKeyEvent* event) {
  if (completer_->popup()->isVisible()) {
    switch (event->key()) {
      case Qt::Key_Enter:
      case Qt::Key_Return:
      case Qt::Key_Escape:
      case Qt::Key_Tab:
      case Qt::Key_Backtab:
        event->ignore();  // they belong to the list of suggestions
        return;
      default:
        break;
    }
  }
  const bool asks = event->key() == Qt::Key_Down ||
                    (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier);
  if (asks) {
    suggest(Ask::Now);
  } else if (event->key() == Qt::Key_Escape) {
    Q_EMIT left();
  } else {
    QLineEdit::keyPressEvent(event);
  }
}

void QueryEdit::suggest(Ask ask) {
  if (session_ == nullptr) {
    return;
  }
  const QByteArray bytes = text().toUtf8();
  const std::string_view whole(bytes.data(), static_cast<std::size_t>(bytes.size()));
  const auto cursor = static_cast<std::size_t>(text().left(cursorPosition()).toUtf8().size());
  const auto completion = labeling::completionOf(session_->document(), whole, cursor);
  replaceFrom_ = static_cast<int>(
      QString::fromUtf8(bytes.left(static_cast<qsizetype>(completion.position))).size());
  replaceLength_ = cursorPosition() - replaceFrom_;
  const bool hasTyped = replaceLength_ > 0 || text().left(replaceFrom_).endsWith(QLatin1Char(':'));
  suggestions_->clear();
  if (ask == Ask::Now || hasTyped) {
    for (const labeling::QuerySuggestion& suggestion : completion.suggestions) {
      auto* item = new QStandardItem(QString::fromStdString(suggestion.text));
      item->setData(QString::fromStdString(suggestion.hint), hintRole);
      suggestions_->appendRow(item);
    }
  }
  if (suggestions_->rowCount() == 0) {
    completer_->popup()->hide();
    return;
  }
  QRect place = rect();
  place.setWidth(std::max(place.width(), popupWidth));
  completer_->complete(place);
}

void QueryEdit::accept(const QModelIndex& index) {
  const QString chosen = index.data().toString();
  const bool isComplete = !chosen.endsWith(QLatin1Char(':')) && !chosen.endsWith(QLatin1Char('<'));
  const QString inserted = isComplete ? chosen + QLatin1Char(' ') : chosen;
  QString changed = text();
  changed.replace(replaceFrom_, replaceLength_, inserted);
  setText(changed);
  setCursorPosition(replaceFrom_ + static_cast<int>(inserted.size()));
  if (!isComplete) {
    suggest(Ask::WhileTyping);
  }
}

}  // namespace touchstone::ui
