#include "analysis/explore/convolution.h"

#include <QTest>

using namespace touchstone::analysis;

namespace {

Matrix<double> matrix(std::size_t rows, std::size_t columns, std::vector<double> values) {
  Matrix<double> result(rows, columns);
  result.values = std::move(values);
  return result;
}

const Matrix<double> counting =
    matrix(4, 5, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20});

}  // namespace

class TestConvolution : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theSizeFollowsTheFormula_data();
  void theSizeFollowsTheFormula();
  void theKernelIsNotFlipped();
  void aStrideSkipsPixelsAndPaddingAddsZeros();
  void theIdentityKeepsThePicture();
  void valuesAreExactInDoublePrecision();
  void aKernelThatDoesNotFitGivesNothing();
  void maxPoolingTakesTheLargest();
  void paddingNeverWinsTheMaximum();
};

void TestConvolution::theSizeFollowsTheFormula_data() {
  QTest::addColumn<int>("input");
  QTest::addColumn<int>("kernel");
  QTest::addColumn<int>("padding");
  QTest::addColumn<int>("stride");
  QTest::addColumn<int>("output");
  QTest::newRow("valid") << 5 << 3 << 0 << 1 << 3;
  QTest::newRow("same") << 5 << 3 << 1 << 1 << 5;
  QTest::newRow("stride leaves a rest") << 6 << 3 << 1 << 2 << 3;
  QTest::newRow("AlexNet's first layer") << 227 << 11 << 0 << 4 << 55;
  QTest::newRow("ResNet's first layer") << 224 << 7 << 3 << 2 << 112;
  QTest::newRow("pooling by two") << 7 << 2 << 0 << 2 << 3;
  QTest::newRow("just fits") << 3 << 3 << 0 << 5 << 1;
  QTest::newRow("does not fit") << 2 << 5 << 1 << 1 << 0;
}

void TestConvolution::theSizeFollowsTheFormula() {
  QFETCH(int, input);
  QFETCH(int, kernel);
  QFETCH(int, padding);
  QFETCH(int, stride);
  QFETCH(int, output);
  QCOMPARE(outputSize(input, kernel, {.padding = padding, .stride = stride}), output);
  const Matrix<double> picture(static_cast<std::size_t>(input), static_cast<std::size_t>(input));
  const Matrix<double> weights(static_cast<std::size_t>(kernel), static_cast<std::size_t>(kernel));
  const Matrix<double> result = convolve(picture, weights, {.padding = padding, .stride = stride});
  QCOMPARE(static_cast<int>(result.rows), output);
  QCOMPARE(static_cast<int>(result.columns), output);
}

void TestConvolution::theKernelIsNotFlipped() {
  const Matrix<double> onlyTopLeft = matrix(2, 2, {1, 0, 0, 0});
  QCOMPARE(convolve(counting, onlyTopLeft, {}),
           matrix(3, 4, {1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14}));
}

void TestConvolution::aStrideSkipsPixelsAndPaddingAddsZeros() {
  const Matrix<double> sum = matrix(3, 3, std::vector<double>(9, 1));
  // The top-left window sees 1 2 6 7; the others follow every second pixel.
  QCOMPARE(convolve(counting, sum, {.padding = 1, .stride = 2}),
           matrix(2, 3, {16, 33, 28, 69, 117, 87}));
}

void TestConvolution::theIdentityKeepsThePicture() {
  QCOMPARE(convolve(counting, matrix(3, 3, {0, 0, 0, 0, 1, 0, 0, 0, 0}), {.padding = 1}), counting);
}

void TestConvolution::valuesAreExactInDoublePrecision() {
  const Matrix<double> picture = matrix(1, 3, {0.1, 0.2, 0.3});
  const Matrix<double> kernel = matrix(1, 3, {1e-9, 1e9, -1e-9});
  const double expected = 0.1 * 1e-9 + 0.2 * 1e9 + 0.3 * -1e-9;
  QCOMPARE(convolve(picture, kernel, {})(0, 0), expected);
}

void TestConvolution::aKernelThatDoesNotFitGivesNothing() {
  QVERIFY(convolve(counting, Matrix<double>(5, 5), {}).values.empty());
  QVERIFY(maxPool(counting, 6, {}).values.empty());
}

void TestConvolution::maxPoolingTakesTheLargest() {
  QCOMPARE(maxPool(counting, 2, {.stride = 2}), matrix(2, 2, {7, 9, 17, 19}));
}

void TestConvolution::paddingNeverWinsTheMaximum() {
  const Matrix<double> negative = matrix(2, 2, {-4, -3, -2, -1});
  QCOMPARE(maxPool(negative, 2, {.padding = 1, .stride = 2}), matrix(2, 2, {-4, -3, -2, -1}));
}

QTEST_APPLESS_MAIN(TestConvolution)
#include "tst_convolution.moc"
