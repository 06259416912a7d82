#include "labeling/result.h"

#include <cstdio>
#include <cstdlib>

namespace touchstone {

void require(bool condition, const char* what, std::source_location where) {
  if (condition) {
    return;
  }
  std::fprintf(stderr, "%s:%u: broken precondition in %s: %s\n", where.file_name(),
               static_cast<unsigned>(where.line()), where.function_name(), what);
  std::abort();
}

}  // namespace touchstone
