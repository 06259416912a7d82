#include "app/cli/interruption.h"

#include <cerrno>
#include <ctime>
#include <unistd.h>

namespace touchstone::app {
namespace {

constexpr int exitCancelled = 130;

}  // namespace

Interruption::Interruption() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  waiter_ = std::jthread([this, signals](const std::stop_token& ending) {
    const timespec pollInterval{0, 100'000'000};
    bool asked = false;
    while (!ending.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &pollInterval) < 0) {
        continue;
      }
      if (asked) {
        _exit(exitCancelled);
      }
      asked = true;
      source_.request_stop();
    }
  });
}

Interruption::~Interruption() = default;

}  // namespace touchstone::app
