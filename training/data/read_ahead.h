#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace touchstone::training {

/// Makes values 0 … count-1 on threads of its own and hands them out in order, at most `ahead`
/// values before they are asked for. `make` must be safe to call from several threads and must not
/// throw.
template <class Value>
class ReadAhead {
public:
  ReadAhead(std::size_t count,
            int threads,
            std::size_t ahead,
            std::function<Value(std::size_t)> make)
      : count_(count), ahead_(ahead), make_(std::move(make)) {
    for (int i = 0; i < threads; ++i) {
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
  }

  ~ReadAhead() {
    for (auto& thread : threads_) {
      thread.request_stop();
    }
    room_.notify_all();
  }

  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// Waits for the next value; nothing after the last one.
  std::optional<Value> next() {
    std::unique_lock lock(mutex_);
    if (taken_ == count_) {
      return std::nullopt;
    }
    ready_.wait(lock, [&] { return values_.contains(taken_); });
    auto node = values_.extract(taken_++);
    room_.notify_all();
    return std::move(node.mapped());
  }

private:
  void work(const std::stop_token& stop) {
    while (true) {
      std::size_t index = 0;
      {
        std::unique_lock lock(mutex_);
        const bool go = room_.wait(
            lock, stop, [&] { return started_ == count_ || started_ < taken_ + ahead_; });
        if (!go || stop.stop_requested() || started_ == count_) {
          return;
        }
        index = started_++;
      }
      Value value = make_(index);
      const std::lock_guard lock(mutex_);
      values_.emplace(index, std::move(value));
      ready_.notify_one();
    }
  }

  const std::size_t count_;
  const std::size_t ahead_;
  const std::function<Value(std::size_t)> make_;
  std::mutex mutex_;
  std::condition_variable_any room_;
  std::condition_variable ready_;
  std::map<std::size_t, Value> values_;
  std::size_t started_ = 0;
  std::size_t taken_ = 0;
  std::vector<std::jthread> threads_;  // last: its threads use the members above
};

}  // namespace touchstone::training
