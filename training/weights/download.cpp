#include "training/weights/download.h"

#include "labeling/images/read_file.h"
#include "training/weights/sha256.h"

#include <array>
#include <cstdio>
#include <curl/curl.h>
#include <memory>
#include <system_error>

namespace touchstone::training {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestFile = 8'000'000'000;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
struct CloseTransfer {
  void operator()(CURL* transfer) const { curl_easy_cleanup(transfer); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;
using Transfer = std::unique_ptr<CURL, CloseTransfer>;

/// What the library's callbacks need.
struct State {
  std::FILE* file;
  const WorkContext& work;
  curl_off_t before;  ///< bytes that are there already
  bool diskFull = false;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* state) {
  auto& s = *static_cast<State*>(state);
  const std::size_t written = std::fwrite(data, size, count, s.file);
  s.diskFull = written != count;
  return written * size;
}

int showProgress(void* state, curl_off_t total, curl_off_t done, curl_off_t, curl_off_t) {
  const auto& s = *static_cast<State*>(state);
  if (total > 0) {
    s.work.progress({"Downloading", static_cast<double>(s.before + done),
                     static_cast<double>(s.before + total), -1});
  }
  return s.work.stop.stop_requested() ? 1 : 0;
}

Error failed(const fs::path& file, std::string message) {
  return {ErrorKind::Failed, file, std::move(message)};
}

/// Fetches what is missing of the part file.
Status fetch(const std::string& address, const fs::path& part, const WorkContext& work) {
  std::error_code none;
  const auto there = fs::exists(part, none) ? fs::file_size(part, none) : 0;
  const File file(std::fopen(part.c_str(), "ab"));
  if (!file) {
    return failed(part, part.string() + " cannot be written; free the folder or choose another.");
  }
  const Transfer transfer(curl_easy_init());
  State state{file.get(), work, static_cast<curl_off_t>(there)};
  std::array<char, CURL_ERROR_SIZE> reason{};
  CURL* curl = transfer.get();
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, state.before);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 20L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 100L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 60L);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(largestFile));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, showProgress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &state);
  const CURLcode code = curl_easy_perform(curl);
  if (std::fflush(file.get()) != 0 || state.diskFull) {
    return failed(part, part.string() + " cannot be written; is the disk full?");
  }
  if (code == CURLE_OK) {
    return Nothing{};
  }
  if (work.stop.stop_requested()) {
    return Error{ErrorKind::Cancelled, part,
                 "Cancelled; the download goes on from here next time."};
  }
  const std::string why = reason[0] != '\0' ? reason.data() : curl_easy_strerror(code);
  return failed(part, address + " cannot be downloaded (" + why +
                          "); try again later, or download it on another machine and take it with "
                          "'touchstone-cli backbones add FILE'.");
}

/// Returns the file's SHA-256; empty when it cannot be read.
std::string digestOf(const fs::path& file) {
  const auto bytes = labeling::readFile(file, largestFile);
  return bytes ? sha256(*bytes) : std::string();
}

}  // namespace

Status download(const std::string& address,
                const fs::path& destination,
                const std::string& digest,
                const WorkContext& work) {
  std::error_code error;
  fs::create_directories(destination.parent_path(), error);
  const fs::path part = destination.string() + ".part";
  // A server cannot go on behind the end of a file.
  const bool complete = !digest.empty() && digestOf(part).starts_with(digest);
  if (!complete) {
    if (const auto fetched = fetch(address, part, work); !fetched) {
      return fetched;
    }
  }
  if (const std::string found = digestOf(part); !found.starts_with(digest)) {
    fs::remove(part, error);
    return failed(destination, address + " is damaged: its SHA-256 is " + found +
                                   " and should begin with " + digest + "; download it again.");
  }
  fs::rename(part, destination, error);
  if (error) {
    return failed(destination, destination.string() + " cannot be written (" + error.message() +
                                   "); free the folder or choose another.");
  }
  return Nothing{};
}

}  // namespace touchstone::training
