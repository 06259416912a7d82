#pragma once

#include "labeling/formats/yolo_classes.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Limits beyond which a dataset file is refused with a sentence that names the limit.
struct YoloYamlLimits {
  std::size_t fileBytes = 16'000'000;
  std::size_t entries = 100'000;
  std::size_t textLength = 4096;
};

/// What `data.yaml` says of a dataset.
struct YoloYaml {
  std::string path;  ///< folder that the others are relative to; empty: that of the file
  std::map<std::string, std::vector<std::string>> sets;  ///< by "train", "val", "test"
  YoloClasses classes;
  bool hasNames = false;
  int keypointColumns = 0;  ///< product of `kpt_shape`
  std::vector<std::string> problems;
};

/// Reads the part of YAML that such files are written in: keys at the left margin with a plain or
/// quoted text, a list or a map of such texts, in lines or in brackets. Other keys are passed over.
/// Errors: a limit, not UTF-8, a list or map that is cut off; `file` is named.
Result<YoloYaml> readYoloYaml(std::string_view text,
                              const std::filesystem::path& file,
                              const YoloYamlLimits& limits = {});

/// Returns the file with `names` after its own ones and `nc` raised, and every other byte as it
/// was. Errors: as readYoloYaml, or it has no `names` that could be continued.
Result<std::string> appendedToYoloYaml(std::string_view text,
                                       const std::vector<std::string>& names,
                                       const std::filesystem::path& file);

/// Returns a text as YAML writes it, in quotes where it needs them.
[[nodiscard]] std::string yamlTextOf(std::string_view text);

}  // namespace touchstone::labeling
