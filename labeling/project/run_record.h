#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace touchstone::labeling {

/// One training run as the store lists it; its files are in .touchstone/runs/NAME.
struct RunRecord {
  std::string name;                       ///< "0001"
  std::string state;                      ///< "running", "done", "cancelled" or "failed"
  std::string task;                       ///< "classify", "detect", "segment" or "embed"
  std::string model;                      ///< backbone, for a person: "ResNet-18"
  std::string request;                    ///< JSON object: what was asked for
  std::map<std::string, double> metrics;  ///< "accuracy", "loss", …
  std::string labelHash;                  ///< labelHashOf the document that was trained on
  std::int64_t started = 0;               ///< seconds since 1970
  double seconds = 0;
  bool operator==(const RunRecord&) const = default;
};

/// One pass of the loop: labels frozen by hash, the run, its figures, and how many decisions were
/// taken since the last one.
struct IterationRecord {
  std::int64_t number = 0;  ///< 1, 2, 3 …; given by the store
  std::string labelHash;
  std::string run;
  std::map<std::string, double> metrics;  ///< on the split named by `split`
  std::string split;                      ///< "test" when there is one, else "val"
  int decisions = 0;
  std::int64_t time = 0;
  bool operator==(const IterationRecord&) const = default;
};

/// One entry of the history panel.
struct HistoryEntry {
  std::int64_t id = 0;
  std::int64_t time = 0;
  std::string author;
  std::string name;
  bool undone = false;
  std::int64_t image = 0;   ///< the first image that it changes; 0 for none
  std::int64_t images = 0;  ///< how many it changes
  bool operator==(const HistoryEntry&) const = default;
};

}  // namespace touchstone::labeling
