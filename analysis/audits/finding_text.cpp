#include "analysis/audits/finding_text.h"

#include <cmath>

namespace touchstone::analysis {

std::string percent(double share) {
  return std::to_string(std::lround(share * 100)) + " %";
}

std::string inQuotes(const std::string& name) {
  return "“" + name + "”";
}

}  // namespace touchstone::analysis
