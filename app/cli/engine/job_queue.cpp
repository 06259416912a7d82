#include "app/cli/engine/job_queue.h"

#include <utility>

namespace touchstone::app {

JobQueue::JobQueue() : worker_([this](const std::stop_token& ending) { run(ending); }) {}

JobQueue::~JobQueue() {
  worker_.request_stop();
  const std::lock_guard lock(mutex_);
  for (Job& job : jobs_) {
    job.stop.request_stop();
  }
}

void JobQueue::add(JobId id, Work work) {
  const std::lock_guard lock(mutex_);
  jobs_.push_back({.id = id, .work = std::move(work), .stop = {}});
  changed_.notify_one();
}

bool JobQueue::cancel(JobId id) {
  const std::lock_guard lock(mutex_);
  for (Job& job : jobs_) {
    if (job.id == id) {
      job.stop.request_stop();
      return true;
    }
  }
  return false;
}

void JobQueue::run(const std::stop_token& ending) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, ending, [this] { return !jobs_.empty(); })) {
    const Work work = std::move(jobs_.front().work);
    const std::stop_token stop = jobs_.front().stop.get_token();
    lock.unlock();
    work(stop);
    lock.lock();
    jobs_.pop_front();
  }
}

}  // namespace touchstone::app
