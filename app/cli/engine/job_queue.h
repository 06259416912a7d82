#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace touchstone::app {

using JobId = std::int64_t;

/// Runs jobs one after the other on a thread of its own. The destructor cancels all of them and
/// waits for the running one.
class JobQueue {
public:
  using Work = std::function<void(std::stop_token)>;

  JobQueue();
  ~JobQueue();
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;

  void add(JobId id, Work work);

  /// Asks the job to stop, waiting or running; false when there is no such job. A job that was
  /// still waiting runs with its stop already requested, so that it answers.
  bool cancel(JobId id);

private:
  struct Job {
    JobId id = 0;
    Work work;
    std::stop_source stop;
  };

  void run(const std::stop_token& ending);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Job> jobs_;  ///< the first is running or next
  std::jthread worker_;
};

}  // namespace touchstone::app
