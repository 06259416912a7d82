#include "formula_weights.h"
#include "training/networks/network.h"
#include "training/weights/state_dict.h"

#include <QtTest>
#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/dropout.h>
#include <torch/optim/sgd.h>

using namespace touchstone::training;

class TestLearningStep : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void learnsAsTorchvision_data() {
    QTest::addColumn<QString>("name");
    const auto reference = formula::golden();
    for (const auto& [name, network] : reference["networks"].items()) {
      QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
  }

  void learnsAsTorchvision() {
    QFETCH(QString, name);
    const auto reference = formula::golden();
    const auto& expected = reference["networks"][name.toStdString()];
    const auto network =
        makeNetwork(*findBackbone(name.toStdString()), reference["classes"].get<int>());
    QVERIFY(loadStateDict(*network, formula::filled(expected["shapes"]), "golden"));

    // In single precision the order of sums, which threads and processors decide, changes the third
    // digit of a step of ResNet-50.
    network->to(torch::kDouble);
    network->train();
    for (const auto& module : network->modules()) {
      if (auto* dropout = module->as<torch::nn::Dropout>()) {
        dropout->eval();  // what is dropped depends on the machine
      }
    }
    torch::optim::SGD optimizer(network->parameters(), reference["learning_rate"].get<double>());
    const auto pixels = formula::pictures(4, 64);
    const auto loss = torch::nn::functional::cross_entropy(
        network->forward(torch::tensor(pixels).view({4, 3, 64, 64}).to(torch::kDouble)),
        torch::arange(4, torch::kLong));
    loss.backward();
    optimizer.step();

    const auto tensors = tensorsOf(*network);
    for (const auto& [tensor, values] : expected["learnt"].items()) {
      QVERIFY2(tensors.contains(tensor), tensor.c_str());
      const auto flat = tensors.at(tensor).flatten();
      const auto last = flat.numel() - 1;
      for (int i = 0; i < 4; ++i) {
        const double value = flat[last * i / 3].item<double>();
        const double wanted = values[static_cast<std::size_t>(i)].get<double>();
        QVERIFY2(std::abs(value - wanted) < 1e-6,
                 qPrintable(QString("%1: %2 instead of %3")
                                .arg(QString::fromStdString(tensor))
                                .arg(value, 0, 'g', 8)
                                .arg(wanted, 0, 'g', 8)));
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestLearningStep)
#include "tst_learning_step.moc"
