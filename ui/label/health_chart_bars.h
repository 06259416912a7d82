#pragma once

#include "analysis/health/dataset_health.h"
#include "ui/label/health_bars.h"

#include <QStringList>

namespace touchstone::ui {

/// "1 image", "12 images".
[[nodiscard]] QString imagesText(long count);

/// Returns bars that count images; `all` is what their shares are of, `names` replace the bars' own
/// where they are given, and `base` is the query that each bar's query is added to.
[[nodiscard]] QList<ChartBar> imageChartBars(const std::vector<analysis::HealthBar>& bars,
                                             long all,
                                             const QStringList& names,
                                             const std::string& base);

/// Returns bars that count objects.
[[nodiscard]] QList<ChartBar> objectChartBars(const std::vector<analysis::HealthBar>& bars,
                                              const std::string& base);

}  // namespace touchstone::ui
