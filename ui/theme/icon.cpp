#include "ui/theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <map>
#include <tuple>

namespace touchstone::ui::theme {
namespace {

/// Draws an outline icon in the colours of the moment.
class TintedIconEngine : public QIconEngine {
public:
  TintedIconEngine(QString name, QColor Colours::*colour)
      : name_(std::move(name)), colour_(colour) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return scaledPixmap(size, mode, state, 1);
  }

  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
    const QColor tint = tintFor(mode, state);
    const auto key = std::make_tuple(size.width(), size.height(), tint.rgba());
    if (const auto found = drawn_.find(key); found != drawn_.end()) {
      return found->second;
    }
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name_));
    QPixmap picture(size);
    picture.fill(Qt::transparent);
    if (file.open(QIODevice::ReadOnly)) {
      QByteArray svg = file.readAll();
      svg.replace("currentColor", tint.name().toLatin1());
      QSvgRenderer renderer(svg);
      QPainter painter(&picture);
      painter.setOpacity(tint.alphaF());
      renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
    }
    drawn_.emplace(key, picture);
    return picture;
  }

  [[nodiscard]] QIconEngine* clone() const override { return new TintedIconEngine(name_, colour_); }

private:
  [[nodiscard]] QColor tintFor(QIcon::Mode mode, QIcon::State state) const {
    const Colours& c = colours();
    QColor tint = c.*colour_;
    if (mode == QIcon::Disabled) {
      tint = c.muted;
      tint.setAlphaF(0.5F);
    } else if (state == QIcon::On) {
      tint = c.accent;
    }
    return tint;
  }

  QString name_;
  QColor Colours::*colour_;
  std::map<std::tuple<int, int, QRgb>, QPixmap> drawn_;
};

}  // namespace

QIcon icon(const QString& name) {
  return icon(name, &Colours::text);
}

QIcon icon(const QString& name, QColor Colours::*colour) {
  return QIcon(new TintedIconEngine(name, colour));
}

}  // namespace touchstone::ui::theme
