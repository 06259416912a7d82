#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <string>

namespace touchstone::training {

/// Downloads a file. What has arrived is kept beside `destination` with ".part" behind its name, so
/// that an interrupted download goes on where it stopped; the file itself appears when it is
/// complete and its SHA-256 begins with `digest` (unless that is empty). Errors: no connection, the
/// server refuses, another SHA-256 (nothing is kept), the disk, cancelled.
Status download(const std::string& address,
                const std::filesystem::path& destination,
                const std::string& digest,
                const WorkContext& work);

}  // namespace touchstone::training
