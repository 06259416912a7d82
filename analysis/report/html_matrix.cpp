#include "analysis/report/html_matrix.h"

#include "analysis/report/html_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace touchstone::analysis {
namespace {

constexpr std::size_t mostColumns = 25;

std::string nameAt(const std::vector<std::string>& classes, std::size_t position) {
  return position < classes.size() ? escaped(classes[position]) : "<i>nothing</i>";
}

/// A cell is as deeply coloured as `depth` says, in [0, 1].
std::string matrixCell(
    const std::string& text, double depth, bool good, bool empty, const std::string& tip) {
  std::string style = good ? "right" : "";
  style += empty ? " none" : depth > 0.5 ? " deep" : "";
  return "<td class=\"" + style + "\" style=\"--v:" + decimal(depth, 3) + "\" title=\"" + tip +
         "\">" + text + "</td>";
}

/// Returns the matrix with `cellAt(given, predicted)` in each place.
template <class CellAt>
std::string matrixTable(const Matrix<long>& matrix,
                        const std::vector<std::string>& classes,
                        CellAt cellAt) {
  std::string head;
  std::string body;
  for (std::size_t given = 0; given < matrix.rows; ++given) {
    head += "<th scope=\"col\">" + nameAt(classes, given) + "</th>";
    body += "<tr><th scope=\"row\">" + nameAt(classes, given) + "</th>";
    for (std::size_t predicted = 0; predicted < matrix.columns; ++predicted) {
      body += cellAt(given, predicted);
    }
    body += "</tr>";
  }
  return "<table class=\"confusion\"><thead><tr><th class=\"corner\">labelled ↓<br>model says "
         "→</th>" +
         head + "</tr></thead><tbody>" + body + "</tbody></table>";
}

std::string signedText(long count) {
  return (count > 0 ? "+" : "") + grouped(count);
}

/// Returns the confusions with the largest numbers, as a list.
std::string largestPairs(const Matrix<long>& matrix,
                         const std::vector<std::string>& classes,
                         const std::string& title,
                         std::string (*textOf)(long)) {
  constexpr std::size_t shown = 30;
  std::vector<std::tuple<long, std::size_t, std::size_t>> pairs;
  for (std::size_t given = 0; given < matrix.rows; ++given) {
    for (std::size_t predicted = 0; predicted < matrix.columns; ++predicted) {
      if (given != predicted && matrix(given, predicted) != 0) {
        pairs.emplace_back(-std::abs(matrix(given, predicted)), given, predicted);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.resize(std::min(pairs.size(), shown));
  std::string body;
  for (const auto& [size, given, predicted] : pairs) {
    body += "<tr>" + cell(nameAt(classes, given), "") + cell(nameAt(classes, predicted), "") +
            cell(textOf(matrix(given, predicted))) + "</tr>";
  }
  return "<table class=\"list\"><thead><tr><th>labelled</th><th>model says</th>"
         "<th class=\"number\">" +
         title + "</th></tr></thead><tbody>" + body + "</tbody></table>";
}

}  // namespace

std::string confusionTable(const Matrix<long>& counts, const std::vector<std::string>& classes) {
  if (classes.size() > mostColumns) {
    return largestPairs(counts, classes, "times", grouped);
  }
  return matrixTable(counts, classes, [&](std::size_t given, std::size_t predicted) {
    const auto row = counts.row(given);
    const long total = std::accumulate(row.begin(), row.end(), 0L);
    const long count = row[predicted];
    const double share = total > 0 ? static_cast<double>(count) / static_cast<double>(total) : 0;
    const bool right = given == predicted;
    return matrixCell(grouped(count), 0.9 * (right ? share : std::sqrt(share)), right, count == 0,
                      percentage(share));
  });
}

std::string differenceTable(const Matrix<long>& difference,
                            const std::vector<std::string>& classes) {
  if (classes.size() > mostColumns) {
    return largestPairs(difference, classes, "change", signedText);
  }
  long most = 1;
  for (const long count : difference.values) {
    most = std::max(most, std::abs(count));
  }
  return matrixTable(difference, classes, [&](std::size_t given, std::size_t predicted) {
    const long count = difference(given, predicted);
    const bool good = given == predicted ? count > 0 : count < 0;
    return matrixCell(signedText(count),
                      0.9 * static_cast<double>(std::abs(count)) / static_cast<double>(most), good,
                      count == 0, given == predicted ? "agreement" : "confusion");
  });
}

}  // namespace touchstone::analysis
