#include "training/weights/pickle.h"
#include "training/weights/pytorch_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;

namespace {

std::vector<float> eighths(std::initializer_list<int> numbers) {
  std::vector<float> values;
  for (const int number : numbers) {
    values.push_back(static_cast<float>(number) / 8);
  }
  return values;
}

/// What make_pth.py saves.
std::map<std::string, TensorData> saved() {
  return {
      {"fc.weight", {{3, 4}, eighths({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})}},
      {"fc.turned", {{4, 3}, eighths({0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11})}},
      {"fc.part", {{2, 2}, eighths({6, 7, 10, 11})}},
      {"fc.bias", {{3}, eighths({4, -8, 16})}},
      {"half", {{2}, eighths({12, -1})}},
      {"brain", {{2}, eighths({12, -1})}},
      {"double", {{1, 1}, eighths({2})}},
      {"bn.num_batches_tracked", {{}, std::vector<std::int64_t>{7}}},
      {"small", {{2}, std::vector<std::int64_t>{-3, 4}}},
      {"empty", {{0, 3}, std::vector<float>{}}},
  };
}

std::filesystem::path goldenFile(const QString& name) {
  return std::filesystem::path(GOLDEN_FOLDER) / "training/pth" / name.toStdString();
}

std::string little(std::uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text += static_cast<char>(number >> (8 * i));
  }
  return text;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

const std::string proto("\x80\x02", 2);

/// A call of `module.name` with one text.
std::string callOf(const std::string& module, const std::string& name, const std::string& text) {
  return proto + "c" + module + "\n" + name + "\nX" + little(text.size(), 4) + text + "\x85R.";
}

}  // namespace

class TestPytorchFile : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void readsWhatTorchSaves_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"zip.pth", "old.pth", "checkpoint.pth", "checkpoint-old.pth"}) {
      QTest::newRow(name) << QString(name);
    }
  }

  void readsWhatTorchSaves() {
    QFETCH(QString, name);
    QVERIFY(isPyTorchFile(goldenFile(name)));
    const auto weights = readWeights(goldenFile(name));
    QVERIFY2(weights, weights ? "" : weights.error().message.c_str());
    const auto expected = saved();
    QCOMPARE(weights->tensors.size(), expected.size());
    for (const auto& [tensor, data] : expected) {
      QVERIFY2(weights->tensors.contains(tensor) && weights->tensors.at(tensor) == data,
               tensor.c_str());
    }
  }

  void maliciousPicklesAreRefusedAtOnce_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
      QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
                          << QString(reason);
    };
    row("os.system", callOf("os", "system", "rm -rf ~"), "wants to run os.system");
    row("posix.system", callOf("posix", "system", "id"), "wants to run posix.system");
    row("builtins.eval", callOf("builtins", "eval", "1"), "wants to run builtins.eval");
    row("a harmless module's evil name", callOf("torch", "load", "x"), "wants to run torch.load");
    row("a storage that is none", callOf("torch.storage", "evil.Storage", "x"), "wants to run");
    row("a name from the stack",
        proto + "X" + little(2, 4) + "osX" + little(6, 4) + "system\x93)R.",
        "wants to run os.system");
    row("an instance", proto + "(cos\nsystem\no.", "wants to run os.system");
    row("old instances", proto + "(ios\nsystem\n.", "opcode 105");
    row("extension registry", proto + "\x82\x01.", "opcode 130");
    row("deep nesting", proto + repeated("(", 5'000'000) + ".", "nested too deeply");
    row("many values", proto + repeated("N", 2'000'000) + ".", "more than 1000000 values");
    row("huge text", proto + "X" + little(0xffffffff, 4) + "abc.", "ends in the middle");
    row("huge number", proto + "\x8a\xff" + "abc.", "ends in the middle");
    row("unknown memo", proto + "j" + little(0xfffffff0, 4) + ".", "is not there");
    row("empty stack", proto + ".", "runs empty");
    row("no end", proto + "N", "ends in the middle");
  }

  void maliciousPicklesAreRefusedAtOnce() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    std::string why;
    const auto tree = readPickle({bytes.constData(), static_cast<std::size_t>(bytes.size())}, why);
    QVERIFY(!tree);
    QVERIFY2(QString::fromStdString(why).contains(reason), why.c_str());
  }

  void valuesMayHoldThemselves() {
    // A dict whose only value is itself: it can be read, and holds no tensors.
    std::string why;
    const auto tree = readPickle(proto + "}q" + std::string(1, '\0') + "X" + little(1, 4) + "ah" +
                                     std::string(1, '\0') + "s.",
                                 why);
    QVERIFY2(tree, why.c_str());
    const auto& dict = std::get<PickleDict>(tree->at(tree->root));
    QCOMPARE(dict.items.front().second, tree->root);
  }

  void damagedFilesAreOneSentence() {
    const QTemporaryDir folder;
    for (const char* name : {"zip.pth", "old.pth"}) {
      QFile file(QString::fromStdString(goldenFile(name).string()));
      QVERIFY(file.open(QIODevice::ReadOnly));
      const QByteArray whole = file.readAll();
      for (qsizetype length = 16; length < whole.size(); length += 37) {
        const QString cut = folder.filePath("cut.pth");
        QFile out(cut);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(whole.first(length)) == length);
        out.close();
        const auto weights = readPyTorchFile(cut.toStdString());
        QVERIFY(!weights);
        QVERIFY(weights.error().message.find("cut.pth") != std::string::npos);
        QVERIFY(weights.error().message.ends_with("."));
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestPytorchFile)
#include "tst_pytorch_file.moc"
