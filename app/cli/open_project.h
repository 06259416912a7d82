#pragma once

#include "labeling/project/project.h"

#include <memory>
#include <string>

namespace touchstone::app {

class Terminal;

/// Opens the project and tells its notices. On failure the error is told and nullptr returned.
[[nodiscard]] std::unique_ptr<labeling::Project> openProject(const std::string& folder,
                                                             Terminal& terminal);

}  // namespace touchstone::app
