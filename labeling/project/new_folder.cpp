#include "labeling/project/new_folder.h"

#include <system_error>

namespace touchstone::labeling {

namespace fs = std::filesystem;

NewFolder::~NewFolder() {
  std::error_code ignored;  // what cannot be removed stays; the failure that led here is reported
  if (ours_ && existed_) {
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
      fs::remove_all(entry.path(), ignored);
    }
  } else if (ours_) {
    fs::remove_all(folder_, ignored);
  }
}

Status NewFolder::make() {
  std::error_code problem;
  existed_ = fs::exists(folder_, problem);
  if (existed_ && !fs::is_directory(folder_, problem)) {
    return Error{ErrorKind::Usage, folder_,
                 folder_.string() + " is a file; name a new or empty folder."};
  }
  if (existed_ && !fs::is_empty(folder_, problem) && !problem) {
    return Error{ErrorKind::Usage, folder_,
                 folder_.string() + " is not empty; name a new or empty folder."};
  }
  fs::create_directories(folder_, problem);
  if (problem) {
    return Error{ErrorKind::Failed, folder_,
                 folder_.string() + " cannot be made (" + problem.message() +
                     "); name a folder that you may write to."};
  }
  ours_ = true;
  return Nothing{};
}

}  // namespace touchstone::labeling
