#pragma once

#include "analysis/coverage/coverage.h"
#include "labeling/annotation/document.h"

#include <nlohmann/json.hpp>

namespace touchstone::analysis {

/// Returns {"classes", "errors", "situations": [{"situation", "title", "fixed", "bins", "all",
/// "cells"}], "issues": [{"kind": "gap|errors|absent", "situation", "bin", "class", "samples",
/// "images", "expected", "errors", "usual", "probability", "examples", "message", "advice"}]}.
/// "cells" has a row for each class and in it a cell for each bin, "all" a cell for each bin: a
/// cell is {"samples", "images", "expected", "errors", "examples": [{"image", "annotation"}]}, and
/// errors are {"rate", "low", "high", "samples"} or absent.
[[nodiscard]] nlohmann::ordered_json jsonOf(const Coverage& coverage,
                                            const labeling::Document& document);

/// Reads what jsonOf returned; examples whose image is gone are left out. Throws
/// nlohmann::json::exception when it is something else.
[[nodiscard]] Coverage coverageFrom(const nlohmann::json& read, const labeling::Document& document);

}  // namespace touchstone::analysis
