#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QThreadPool>

#include <memory>
#include <stop_token>
#include <utility>

namespace touchstone::ui {

/// Runs work on the thread pool; only the newest run of a living owner reports back, on the GUI
/// thread. Starting again or destroying the owner asks the running work to stop.
class LatestJob {
public:
  LatestJob() = default;
  ~LatestJob() { cancel(); }
  LatestJob(const LatestJob&) = delete;
  LatestJob& operator=(const LatestJob&) = delete;

  /// Calls `work(stop_token)` on a worker and then `done(result)` on the GUI thread, unless
  /// another run was started or the job was cancelled meanwhile. `work` must not throw.
  template <class Work, class Done>
  void run(Work work, Done done) {
    cancel();
    stop_ = std::stop_source{};
    QThreadPool::globalInstance()->start(
        [stop = stop_.get_token(), work = std::move(work), done = std::move(done)]() mutable {
          auto result = std::make_shared<decltype(work(stop))>(work(stop));
          QMetaObject::invokeMethod(qApp, [stop, done = std::move(done), result]() mutable {
            if (!stop.stop_requested()) {
              done(std::move(*result));
            }
          });
        });
  }

  /// The running work is asked to stop and will not report.
  void cancel() { stop_.request_stop(); }

private:
  std::stop_source stop_{std::nostopstate};
};

}  // namespace touchstone::ui
