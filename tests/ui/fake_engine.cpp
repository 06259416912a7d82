// A stand-in for `touchstone-cli serve` whose behaviour is chosen by its first argument:
//   good     answers everything; `train` reports two epochs, `audit`
//            and `predict` name the file given second
//   slow     like good, but `train` goes on until it is cancelled
//   early    like slow, but answers `cancel` with the best epoch so far
//   stubborn like slow, but ignores `cancel`
//   crash    dies in the middle of `train`
//   silent   never answers
//   garbage  answers `train` with a line that is no message

#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

using nlohmann::json;

namespace {

void send(json message) {
  message["jsonrpc"] = "2.0";
  std::cout << message.dump() << std::endl;
}

void reply(const json& id, const json& result) {
  send({{"id", id}, {"result", result}});
}

json epochMetrics(int epoch) {
  return {{"epoch", epoch},
          {"trainLoss", 0.9 / epoch},
          {"loss", 1.0 / epoch},
          {"accuracy", 0.5 + 0.2 * epoch},
          {"learningRate", 0.01},
          {"samples",
           {{{"image", "ants/1.png"},
             {"objects",
              {{{"class", "ants"}, {"score", 0.8}, {"shape", {{"box", {1, 2, 9, 8}}}}},
               {{"class", "ants"}, {"score", 0.7}, {"shape", {{"cloud", {1, 2}}}}}}}}}}};
}

void reportEpoch(const json& job, int epoch) {
  send({{"method", "progress"},
        {"params",
         {{"job", job},
          {"stage", "epoch"},
          {"done", epoch},
          {"total", 2},
          {"secondsLeft", 2 - epoch},
          {"metrics", epochMetrics(epoch)}}}});
}

class FakeEngine {
public:
  FakeEngine(std::string mode, std::string audit) : mode_(std::move(mode)), audit_(audit) {}

  void answer(const json& request) {
    const std::string method = request.at("method");
    if (mode_ == "silent") {
      return;
    }
    if (method == "hello") {
      reply(request["id"], {{"name", "touchstone"},
                            {"version", "0.1.0"},
                            {"baselines", {{{"name", "pixel-match"}}, {{"name", "svm"}}}}});
    } else if (method == "plan") {
      reply(request["id"], {{"sentence", "Fine-tune ResNet-18 on 4 images, 2 classes."}});
    } else if (method == "train") {
      train(request);
    } else if (method == "audit") {
      reply(request["id"], {{"report", audit_}, {"findings", 1}});
    } else if (method == "predict") {
      reply(request["id"], {{"predictions", audit_}, {"images", 1}});
    } else if (method == "cancel") {
      cancel(request);
    } else {
      send(
          {{"id", request["id"]},
           {"error", {{"code", -32601}, {"message", "The engine does not know " + method + "."}}}});
    }
  }

private:
  void train(const json& request) {
    running_ = request["id"];
    reportEpoch(running_, 1);
    if (mode_ == "crash") {
      std::raise(SIGKILL);
    }
    if (mode_ == "garbage") {
      std::cout << "epoch 2 of 2: accuracy 0.9" << std::endl;
      return;
    }
    if (mode_ == "slow" || mode_ == "early" || mode_ == "stubborn") {
      return;
    }
    reportEpoch(running_, 2);
    reply(running_, trained(request["params"]));
  }

  json trained(const json& params) {
    const std::string run = params.value("run", "0001");
    if (params.contains("project")) {
      const std::filesystem::path folder =
          std::filesystem::path(params["project"].get<std::string>()) / ".touchstone/runs" / run;
      std::ofstream metrics(folder / "metrics.jsonl");
      metrics << epochMetrics(1).dump() << "\n" << epochMetrics(2).dump() << "\n";
    }
    return {{"run", run},
            {"task", "classify"},
            {"metrics", {{"accuracy", 0.9}, {"loss", 0.5}}},
            {"backbone", params.value("backbone", "ResNet-18")},
            {"baseline", params.contains("backbone")},
            {"seconds", 2.5},
            {"weights", ""},
            {"evaluation", ""},
            {"labelHash", "abc"},
            {"split", "val"}};
  }

  void cancel(const json& request) {
    reply(request["id"], {{"cancelled", true}});
    if (mode_ == "early") {
      json result = trained(json::object());
      result["cancelled"] = true;
      reply(running_, result);
    }
    if (mode_ == "slow") {
      send({{"id", running_}, {"error", {{"code", -32800}, {"message", "Cancelled."}}}});
    }
  }

  std::string mode_;
  std::string audit_;
  json running_;
};

}  // namespace

int main(int argc, char** argv) {
  FakeEngine engine(argc > 1 ? argv[1] : "good", argc > 2 ? argv[2] : "");
  for (std::string line; std::getline(std::cin, line);) {
    engine.answer(json::parse(line));
  }
}
