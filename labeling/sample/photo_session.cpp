#include "labeling/sample/photo_session.h"

#include "labeling/project/atomic_file.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace touchstone::labeling {

namespace {

using Clock = std::chrono::steady_clock;

/// The pictures that are still to be taken, shared by the threads that take them.
class PhotoSession {
public:
  PhotoSession(const std::filesystem::path& folder,
               const SampleOptions& options,
               std::vector<SamplePicture>& pictures,
               const WorkContext& work)
      : folder_(folder), options_(options), pictures_(pictures), work_(work) {
    for (const SamplePicture& picture : pictures) {
      shown_.push_back(picture.labels.empty() ? std::nullopt
                                              : std::optional(picture.labels.front().kind));
    }
  }

  void plant(const Planted& planted) {
    for (const Mistake& mistake : planted.mistakes) {
      shown_[mistake.picture] = mistake.truth;
    }
    for (const Defect& defect : planted.defects) {
      defects_[defect.picture] = defect;
    }
  }

  Status run() {
    {
      std::jthread first([this] { takeAll(); });
      std::jthread second([this] { takeAll(); });
      report();
    }
    if (!status_) {
      return status_;
    }
    if (work_.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, folder_, "The sample project was cancelled."};
    }
    return Nothing{};
  }

private:
  void takeAll() {
    while (const std::optional<std::size_t> index = next()) {
      Status taken = take(*index);
      const std::lock_guard lock(mutex_);
      ++done_;
      if (!taken && status_) {
        status_ = std::move(taken);
      }
      changed_.notify_all();
    }
    const std::lock_guard lock(mutex_);
    ++finishedThreads_;
    changed_.notify_all();
  }

  std::optional<std::size_t> next() {
    const std::lock_guard lock(mutex_);
    const bool over = next_ == pictures_.size() || !status_ || work_.stop.stop_requested();
    return over ? std::nullopt : std::optional(next_++);
  }

  Status take(std::size_t index) {
    SamplePicture& picture = pictures_[index];
    const std::filesystem::path file = folder_ / pathOf(picture, options_.task);
    try {
      Photograph photo = taken(index);
      picture.width = photo.picture.width;
      picture.height = photo.picture.height;
      if (options_.task != SampleTask::Classify) {
        picture.labels = std::move(photo.picture.labels);
      }
      return writeFileAtomically(file, photo.jpeg);
    } catch (const std::exception& problem) {  // of OpenCV, or no memory left
      return Error{ErrorKind::Failed, file,
                   file.string() + " could not be rendered: " + problem.what()};
    }
  }

  [[nodiscard]] Photograph taken(std::size_t index) const {
    const auto defect = defects_.find(index);
    const bool copies = defect != defects_.end() && defect->second.original;
    const std::size_t subject = copies ? *defect->second.original : index;
    Photograph photo = takePhotograph(options_.seed, static_cast<int>(subject), shown_[subject]);
    if (defect == defects_.end()) {
      return photo;
    }
    Random random(options_.seed, defectStream + index);
    return withDefect(photo, defect->second.kind, random);
  }

  /// Tells how far the threads are until both have finished.
  void report() {
    const auto start = Clock::now();
    std::unique_lock lock(mutex_);
    std::size_t reported = 0;
    while (finishedThreads_ < 2) {
      changed_.wait(lock, [&] { return done_ != reported || finishedThreads_ == 2; });
      reported = done_;
      const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
      const auto total = static_cast<double>(pictures_.size());
      const auto done = static_cast<double>(reported);
      lock.unlock();
      work_.progress({.stage = "Photographing parts",
                      .done = done,
                      .total = total,
                      .secondsLeft = done > 0 ? seconds / done * (total - done) : -1});
      lock.lock();
    }
  }

  const std::filesystem::path& folder_;
  const SampleOptions& options_;
  std::vector<SamplePicture>& pictures_;
  const WorkContext& work_;
  std::vector<std::optional<PartKind>> shown_;  ///< for classification: what the picture shows
  std::map<std::size_t, Defect> defects_;       ///< by picture
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  int finishedThreads_ = 0;
  Status status_ = Nothing{};
};

}  // namespace

Status takePictures(const std::filesystem::path& folder,
                    const SampleOptions& options,
                    std::vector<SamplePicture>& pictures,
                    const Planted& planted,
                    const WorkContext& work) {
  PhotoSession session(folder, options, pictures, work);
  session.plant(planted);
  return session.run();
}

}  // namespace touchstone::labeling
