#include "ui/label/health_chart_bars.h"

#include "labeling/query/query_text.h"

namespace touchstone::ui {
namespace {

using analysis::HealthBar;

QString percentOf(long part, long whole) {
  const double share = whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
  return HealthBars::tr("%1 %").arg(100 * share, 0, 'f', 1);
}

QString queryFor(const HealthBar& bar, const std::string& base) {
  return QString::fromStdString(labeling::joinedQueries(base, bar.query));
}

}  // namespace

QString imagesText(long count) {
  return count == 1 ? HealthBars::tr("1 image") : HealthBars::tr("%1 images").arg(count);
}

QList<ChartBar> imageChartBars(const std::vector<HealthBar>& bars,
                               long all,
                               const QStringList& names,
                               const std::string& base) {
  QList<ChartBar> shown;
  for (const HealthBar& bar : bars) {
    const QString name = names.value(shown.size(), QString::fromStdString(bar.name));
    shown << ChartBar{.name = name,
                      .value = static_cast<double>(bar.images),
                      .figure = QString::number(bar.images),
                      .tip = HealthBars::tr("%1: %2, %3 of all")
                                 .arg(name, imagesText(bar.images), percentOf(bar.images, all)),
                      .query = queryFor(bar, base),
                      .colour = {}};
  }
  return shown;
}

QList<ChartBar> objectChartBars(const std::vector<HealthBar>& bars, const std::string& base) {
  long all = 0;
  for (const HealthBar& bar : bars) {
    all += bar.objects;
  }
  QList<ChartBar> shown;
  for (const HealthBar& bar : bars) {
    const QString name = QString::fromStdString(bar.name);
    const QString count =
        bar.objects == 1 ? HealthBars::tr("1 label") : HealthBars::tr("%1 labels").arg(bar.objects);
    shown << ChartBar{
        .name = name,
        .value = static_cast<double>(bar.objects),
        .figure = QString::number(bar.objects),
        .tip = HealthBars::tr("%1: %2 (%3) in %4")
                   .arg(name, count, percentOf(bar.objects, all), imagesText(bar.images)),
        .query = queryFor(bar, base),
        .colour = {}};
  }
  return shown;
}

}  // namespace touchstone::ui
