#pragma once

#include "labeling/project/project.h"

#include <string>
#include <vector>

namespace touchstone::labeling {

/// A query that a person gave a name to come back to.
struct SavedQuery {
  std::string name;
  std::string text;
  bool operator==(const SavedQuery&) const = default;
};

/// Returns the project's saved queries in their order. What cannot be read counts as none.
[[nodiscard]] std::vector<SavedQuery> savedQueries(const Project& project);

/// Keeps them in the project's settings. Errors: as Project::setSetting; more than 200 queries or
/// names without text.
Status setSavedQueries(Project& project, const std::vector<SavedQuery>& queries);

}  // namespace touchstone::labeling
