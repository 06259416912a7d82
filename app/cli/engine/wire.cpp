#include "app/cli/engine/wire.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace touchstone::app {

using nlohmann::json;

Wire::Wire() : descriptor_(dup(STDOUT_FILENO)) {
  dup2(STDERR_FILENO, STDOUT_FILENO);
  // A window that died closes the pipe; the end of stdin then ends the engine in order.
  std::signal(SIGPIPE, SIG_IGN);
}

Wire::~Wire() {
  close(descriptor_);
}

void Wire::answer(const json& id, const json& result) {
  send({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
}

void Wire::refuse(const json& id, RpcError code, const std::string& sentence) {
  send({{"jsonrpc", "2.0"},
        {"id", id},
        {"error", {{"code", static_cast<int>(code)}, {"message", sentence}}}});
}

void Wire::notify(const std::string& method, const json& params) {
  send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
}

void Wire::send(const json& message) {
  const std::string line = message.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
  const std::lock_guard lock(mutex_);
  std::size_t sent = 0;
  while (sent < line.size()) {
    const ssize_t written = write(descriptor_, line.data() + sent, line.size() - sent);
    if (written < 0 && errno != EINTR) {
      return;
    }
    sent += written > 0 ? static_cast<std::size_t>(written) : 0;
  }
}

}  // namespace touchstone::app
