#pragma once

#include <QObject>

#include <set>

namespace touchstone::ui {

/// What can be switched about how pictures are shown.
enum class ViewOption { KeepView, Minimap, Crosshair, Comments };

/// What a person has chosen about how pictures are shown; remembered between sessions.
class ViewOptions : public QObject {
  Q_OBJECT

public:
  explicit ViewOptions(QObject* parent = nullptr);

  [[nodiscard]] bool has(ViewOption option) const { return on_.contains(option); }
  void set(ViewOption option, bool on);
  void toggle(ViewOption option) { set(option, !has(option)); }

  /// How opaque the inside of masks is, in percent; other areas follow.
  [[nodiscard]] int opacity() const { return opacity_; }
  void setOpacity(int percent);

Q_SIGNALS:
  void changed();

private:
  std::set<ViewOption> on_;
  int opacity_ = 45;
};

}  // namespace touchstone::ui
