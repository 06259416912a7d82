#include "training/runs/learned_run.h"

namespace touchstone::training {

LoopOptions loopOptions(const Run& run, int patience) {
  LoopOptions options;
  options.epochs = run.choices.epochs;
  options.learningRate = run.choices.learningRate;
  options.patience = patience;
  options.runFolder = run.folder;
  options.resumeFolder = run.resumeFolder;
  return options;
}

Error nothingReadable() {
  return {ErrorKind::BadInput,
          {},
          "None of the pictures to train on or to validate with can be read; see the warnings."};
}

}  // namespace touchstone::training
