#include "analysis/selection/labelling_order.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace touchstone;
using namespace touchstone::analysis;

namespace {

constexpr std::size_t columns = 5;

/// Features of the kind of picture `axis`, 0 to 3, by so much off its middle.
std::vector<float> near(std::size_t axis, float aside) {
  std::vector<float> row(columns, 0);
  row[axis] = 1;
  row.back() = aside;
  return row;
}

FeatureMatrix matrix(const std::vector<std::vector<float>>& rows) {
  FeatureMatrix result(rows.size(), columns);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::copy(rows[i].begin(), rows[i].end(), result.row(i).begin());
  }
  return result;
}

/// The definition, without any shortcut and in double precision.
std::vector<std::size_t> orderByDefinition(const FeatureMatrix& candidates,
                                           const std::vector<double>& uncertainties,
                                           const FeatureMatrix& labelled) {
  const auto cosine = [](std::span<const float> a, std::span<const float> b) {
    double product = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (std::size_t j = 0; j < a.size(); ++j) {
      product += static_cast<double>(a[j]) * b[j];
      lengthA += static_cast<double>(a[j]) * a[j];
      lengthB += static_cast<double>(b[j]) * b[j];
    }
    return product / std::sqrt(lengthA * lengthB);
  };
  std::vector<double> covered(candidates.rows, 0);
  for (std::size_t i = 0; i < candidates.rows; ++i) {
    for (std::size_t j = 0; j < labelled.rows; ++j) {
      covered[i] = std::max(covered[i], cosine(candidates.row(i), labelled.row(j)));
    }
  }
  std::vector<std::size_t> order;
  while (order.size() < candidates.rows) {
    double best = -1;
    std::size_t chosen = 0;
    for (std::size_t c = 0; c < candidates.rows; ++c) {
      if (std::find(order.begin(), order.end(), c) != order.end()) {
        continue;
      }
      double gain = 0;
      for (std::size_t i = 0; i < candidates.rows; ++i) {
        gain += uncertainties[i] *
                std::max(cosine(candidates.row(i), candidates.row(c)) - covered[i], 0.0);
      }
      if (gain > best) {
        best = gain;
        chosen = c;
      }
    }
    order.push_back(chosen);
    for (std::size_t i = 0; i < candidates.rows; ++i) {
      covered[i] = std::max(covered[i], cosine(candidates.row(i), candidates.row(chosen)));
    }
  }
  return order;
}

}  // namespace

class TestLabellingOrder : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void equalsTheDefinition() {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::uniform_real_distribution<double> unsure(0.1, 1);
    FeatureMatrix candidates(40, columns);
    FeatureMatrix labelled(5, columns);
    for (auto* features : {&candidates, &labelled}) {
      for (float& value : features->values) {
        value = normal(random);
      }
    }
    std::vector<double> uncertainties(candidates.rows);
    for (double& uncertainty : uncertainties) {
      uncertainty = unsure(random);
    }
    const auto order = labellingOrder(candidates, uncertainties, labelled);
    QVERIFY(order.has_value());
    QCOMPARE(std::set<std::size_t>(order->begin(), order->end()).size(), candidates.rows);
    // Behind these, what is left adds so little that rounding decides.
    const auto expected = orderByDefinition(candidates, uncertainties, labelled);
    for (std::size_t i = 0; i < 20; ++i) {
      QCOMPARE((*order)[i], expected[i]);
    }
  }

  void everyKindOfPictureComesBeforeASecondOfTheSame() {
    const auto order = labellingOrder(
        matrix({near(0, -0.1F), near(0, 0.1F), near(0, 0), near(1, 0), near(1, 0.1F), near(3, 0)}),
        std::vector<double>(6, 0.5), FeatureMatrix(0, columns));
    QVERIFY(order.has_value());
    QCOMPARE((*order)[0], std::size_t{2});  // in the middle of the largest group
    QVERIFY((*order)[1] == 3 || (*order)[1] == 4);
    QCOMPARE((*order)[2], std::size_t{5});
  }

  void whatLooksLikeALabelledOneComesLast() {
    const auto order = labellingOrder(matrix({near(0, 0), near(0, 0.1F), near(2, 0)}),
                                      std::vector<double>{0.5, 0.5, 0.5}, matrix({near(0, 0.05F)}));
    QVERIFY(order.has_value());
    QCOMPARE(order->front(), std::size_t{2});
  }

  void whatTheModelIsUnsureOfComesFirst() {
    const auto candidates = matrix({near(0, 0), near(1, 0), near(2, 0)});
    const auto order =
        labellingOrder(candidates, std::vector<double>{0.1, 0.9, 0.4}, FeatureMatrix(0, columns));
    QVERIFY(order.has_value());
    QCOMPARE(*order, (std::vector<std::size_t>{1, 2, 0}));
  }

  void withoutUncertaintyThePicturesDecide() {
    const auto order = labellingOrder(matrix({near(0, 0), near(2, 0), near(0, 0.01F)}),
                                      std::vector<double>(3, 0), FeatureMatrix(0, columns));
    QVERIFY(order.has_value());
    QCOMPARE((*order)[1], std::size_t{1});
  }

  void nothingToLabelIsNoError() {
    const auto order = labellingOrder(FeatureMatrix(0, columns), {}, matrix({near(0, 0)}));
    QVERIFY(order.has_value());
    QVERIFY(order->empty());
  }

  void canBeStopped() {
    std::stop_source source;
    source.request_stop();
    const auto order =
        labellingOrder(matrix({near(0, 0), near(1, 0)}), std::vector<double>{1, 1},
                       FeatureMatrix(0, columns), {.progress = {}, .stop = source.get_token()});
    QVERIFY(!order.has_value());
    QCOMPARE(order.error().kind, ErrorKind::Cancelled);
  }
};

QTEST_APPLESS_MAIN(TestLabellingOrder)
#include "tst_labelling_order.moc"
