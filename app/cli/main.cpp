#include "app/cli/program.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <unistd.h>

namespace {

/// Goes on as the program that computes with networks. LibTorch takes a second and 160 MB to be
/// loaded, which commands without networks are spared. OpenMP reads its environment when it is
/// loaded: threads have to sleep while they wait, or two busy cores make every small matrix product
/// ten times slower.
int goOnAsEngine(char** arguments) {
  setenv("OMP_WAIT_POLICY", "passive", 0);
  std::error_code unknown;
  const auto engine =
      std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path() / "touchstone-engine";
  execv(engine.c_str(), arguments);
  std::cerr << "Error: " << engine.string() << " cannot be started: install Touchstone again.\n";
  return EXIT_FAILURE;
}

}  // namespace

int main(int argumentCount, char** arguments) {
  using namespace touchstone::app;
  return namesLightCommand(argumentCount, arguments)
             ? runCommand(argumentCount, arguments, addLightCommands)
             : goOnAsEngine(arguments);
}
