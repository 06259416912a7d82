#pragma once

#include "app/cli/terminal.h"

#include <string>

namespace touchstone::app {

struct EvaluateFilesArguments {
  std::string truth;
  std::string predictions;
  std::string type = "bbox";
  bool json = false;
};

/// Prints COCO's numbers for two files of any tools.
void runEvaluateFiles(const EvaluateFilesArguments& arguments, Terminal& terminal);

}  // namespace touchstone::app
