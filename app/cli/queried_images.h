#pragma once

#include "labeling/project/project.h"
#include "labeling/result.h"

#include <string>
#include <vector>

namespace touchstone::app {

/// Returns the images that a query asks for, in the order of their ids; all for an empty one.
/// Errors: what is wrong with the query, and where.
Result<std::vector<labeling::ImageId>> queriedImages(const labeling::Project& project,
                                                     const std::string& query);

}  // namespace touchstone::app
