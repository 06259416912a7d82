#pragma once

#include "labeling/formats/mturk_answer.h"

#include <nlohmann/json.hpp>

namespace touchstone::labeling {

/// Returns the answer as one object, a member an element of the question's form, whether it stands
/// in one field or is flattened over several. The error's message is as that of readMturkAnswer.
Result<nlohmann::json> mturkFormOf(const MturkFields& fields, const MturkLimits& limits);

}  // namespace touchstone::labeling
