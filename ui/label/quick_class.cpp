#include "ui/label/quick_class.h"

#include "labeling/classes/class_tree.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr qint64 stillTyping = 800;  ///< milliseconds between two letters of one word

}  // namespace

QuickClass::QuickClass(QWidget& window) : QObject(&window), window_(window) {}

void QuickClass::start(const Document& document) {
  if (!isActive()) {
    qApp->installEventFilter(this);
  }
  document_ = &document;
  typed_.clear();
  rest_.clear();
  announce();
}

void QuickClass::stop() {
  document_ = nullptr;
  if (rest_.isEmpty()) {
    qApp->removeEventFilter(this);
  }
  Q_EMIT textChanged({});
}

bool QuickClass::eventFilter(QObject* watched, QEvent* event) {
  const QEvent::Type type = event->type();
  const auto* widget = qobject_cast<QWidget*>(watched);
  if (widget == nullptr || widget->window() != window_.window()) {
    return false;
  }
  if (type == QEvent::MouseButtonPress && isActive()) {
    stop();
    return false;
  }
  if (type != QEvent::KeyPress && type != QEvent::ShortcutOverride) {
    return false;
  }
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool isPlain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
  if (!isPlain) {
    return false;
  }
  if (!isActive()) {
    const bool swallows = continuesName(key->text());
    if (!swallows) {
      rest_.clear();
      qApp->removeEventFilter(this);
    } else if (type == QEvent::ShortcutOverride) {
      event->accept();
    } else {
      rest_.remove(0, 1);
      sinceLetter_.restart();
    }
    return swallows;
  }
  if (type == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  return takeKey(key->key(), key->text());
}

bool QuickClass::continuesName(const QString& text) {
  return !rest_.isEmpty() && !text.isEmpty() && sinceLetter_.elapsed() < stillTyping &&
         rest_.startsWith(text, Qt::CaseInsensitive);
}

bool QuickClass::takeKey(int key, const QString& text) {
  switch (key) {
    case Qt::Key_Escape:
      stop();
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
      const auto matches = quickMatches(*document_, typed_);
      if (matches.empty()) {
        stop();
      } else {
        take(matches.front());
      }
      return true;
    }
    case Qt::Key_Backspace:
      typed_.chop(1);
      announce();
      return true;
    default:
      break;
  }
  if (!text.isEmpty() && text.front().isPrint()) {
    type(text);
    return true;
  }
  return false;
}

void QuickClass::type(const QString& text) {
  typed_ += text;
  const auto matches = quickMatches(*document_, typed_);
  if (matches.empty()) {
    typed_.chop(text.size());
    announce();
    return;
  }
  if (matches.size() == 1) {
    const QString name = QString::fromStdString(document_->labelClass(matches.front())->name);
    if (name.startsWith(typed_, Qt::CaseInsensitive)) {
      rest_ = name.mid(typed_.size());
      sinceLetter_.start();
    }
    take(matches.front());
    return;
  }
  announce();
}

void QuickClass::take(ClassId labelClass) {
  stop();
  Q_EMIT chosen(labelClass);
}

void QuickClass::announce() {
  QStringList names;
  for (const ClassId id : quickMatches(*document_, typed_)) {
    names << QString::fromStdString(document_->labelClass(id)->name);
  }
  Q_EMIT textChanged(names.isEmpty()
                         ? tr("No class to choose from. Esc gives up.")
                         : tr("Class: %1▏ %2").arg(typed_, names.join(QStringLiteral(" · "))));
}

std::vector<ClassId> quickMatches(const Document& document, const QString& typed) {
  std::vector<ClassId> first;
  std::vector<ClassId> later;
  for (const ClassId id : classesInOrder(document)) {
    const QString name = QString::fromStdString(document.labelClass(id)->name);
    if (name.startsWith(typed, Qt::CaseInsensitive)) {
      first.push_back(id);
    } else if (name.contains(QLatin1Char(' ') + typed, Qt::CaseInsensitive)) {
      later.push_back(id);
    }
  }
  first.insert(first.end(), later.begin(), later.end());
  return first;
}

}  // namespace touchstone::ui
