#include "analysis/arrays/npy_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::analysis;

namespace {

/// The bytes that numpy.save writes for an array with this header dictionary and content.
QByteArray npyBytes(const QByteArray& dictionary, const QByteArray& content) {
  QByteArray header = dictionary;
  while ((10 + header.size() + 1) % 64 != 0) {
    header += ' ';
  }
  header += '\n';
  QByteArray bytes("\x93NUMPY\x01", 7);
  bytes += '\0';
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header + content;
}

template <class Number>
QByteArray raw(std::initializer_list<Number> numbers) {
  return {reinterpret_cast<const char*>(numbers.begin()),
          static_cast<qsizetype>(numbers.size() * sizeof(Number))};
}

}  // namespace

class TestNpyFile : public QObject {
  Q_OBJECT

private:
  std::filesystem::path write(const QByteArray& bytes) {
    const QString name = folder_.filePath("array.npy");
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
      return {};
    }
    return name.toStdString();
  }

private Q_SLOTS:
  void readsEveryIntegerType_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("int8") << QByteArray("|i1") << raw<std::int8_t>({3, -1});
    QTest::newRow("int16") << QByteArray("<i2") << raw<std::int16_t>({3, -1});
    QTest::newRow("int32") << QByteArray("<i4") << raw<std::int32_t>({3, -1});
    QTest::newRow("int64") << QByteArray("<i8") << raw<std::int64_t>({3, -1});
  }
  void readsEveryIntegerType() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, content);
    const auto file = write(
        npyBytes("{'descr': '" + type + "', 'fortran_order': False, 'shape': (2,), }", content));
    const auto values = readIntegersNpy(file);
    QVERIFY(values.has_value());
    QCOMPARE(*values, (std::vector<std::int64_t>{3, -1}));
  }

  void readsDoublesAndWritesFloats() {
    const auto file = write(npyBytes("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }",
                                     raw<double>({1, 2, 3, 4, 5, 6.5})));
    const auto matrix = readMatrixNpy(file);
    QVERIFY(matrix.has_value());
    QCOMPARE(matrix->rows, std::size_t{2});
    QCOMPARE((*matrix)(1, 2), 6.5);

    Matrix<float> floats(2, 3, 0.25F);
    floats(1, 0) = -4;
    const std::filesystem::path written = folder_.filePath("written.npy").toStdString();
    QVERIFY(writeMatrixNpy(written, floats).has_value());
    const auto back = readMatrixNpy(written);
    QVERIFY(back.has_value());
    QCOMPARE((*back)(1, 0), -4.0);
    QCOMPARE((*back)(0, 2), 0.25);
  }

  void readsColumnMajorMatrices() {
    const auto file = write(npyBytes("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }",
                                     raw<float>({1, 4, 2, 5, 3, 6})));
    const auto matrix = readMatrixNpy(file);
    QVERIFY(matrix.has_value());
    QCOMPARE(matrix->values, (std::vector<double>{1, 2, 3, 4, 5, 6}));
  }

  void refusesWhatItCannotUse_data() {
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
    const QByteArray content = raw<double>({1, 2, 3, 4, 5, 6});
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no array") << QByteArray("PK\x03\x04 something else");
    QTest::newRow("torn header") << npyBytes(header, content).left(40);
    QTest::newRow("torn content") << npyBytes(header, content.left(40));
    QTest::newRow("huge shape") << npyBytes(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000, 4000000000), }", content);
    QTest::newRow("one dimension")
        << npyBytes("{'descr': '<f8', 'fortran_order': False, 'shape': (6,), }", content);
    QTest::newRow("objects") << npyBytes(
        "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", content);
  }
  void refusesWhatItCannotUse() {
    QFETCH(QByteArray, bytes);
    const auto file = write(bytes);
    const auto matrix = readMatrixNpy(file);
    QVERIFY(!matrix.has_value());
    QCOMPARE(matrix.error().kind, ErrorKind::BadInput);
    QVERIFY(matrix.error().message.find(file.string()) != std::string::npos);
  }

  void aFolderIsNotAnArray() {
    const std::filesystem::path folder = folder_.path().toStdString();
    const auto matrix = readMatrixNpy(folder);
    QVERIFY(!matrix.has_value());
    QVERIFY(matrix.error().message.find(folder.string()) != std::string::npos);
  }

private:
  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestNpyFile)
#include "tst_npy_file.moc"
