#pragma once

#include <nlohmann/json_fwd.hpp>

#include <mutex>
#include <string>

namespace touchstone::app {

/// The codes of the protocol's error answers.
enum class RpcError {
  NotJson = -32700,
  NoRequest = -32600,
  UnknownMethod = -32601,
  WrongParameters = -32602,
  Failed = -32000,
  Cancelled = -32800
};

/// Sends JSON-RPC 2.0 messages, one a line. Its methods may be called from any thread.
class Wire {
public:
  /// Takes over standard output: whatever else prints there goes to standard error from now on, so
  /// that no library can corrupt the stream.
  Wire();
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void answer(const nlohmann::json& id, const nlohmann::json& result);
  void refuse(const nlohmann::json& id, RpcError code, const std::string& sentence);
  void notify(const std::string& method, const nlohmann::json& params);

private:
  void send(const nlohmann::json& message);

  std::mutex mutex_;
  int descriptor_;
};

}  // namespace touchstone::app
