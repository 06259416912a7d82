#pragma once

#include "labeling/result.h"

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace touchstone::training {

/// Calls `work`, which returns a Result, and turns what LibTorch, OpenCV or the memory throw into
/// an Error. Of Torch's text only the first line is for a person; the rest is a stack trace.
template <class Work>
auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return Error{ErrorKind::Failed,
                 {},
                 "There is not enough memory; choose a smaller picture size or backbone."};
  } catch (const std::exception& exception) {
    const std::string text = exception.what();
    return Error{
        ErrorKind::Failed, {}, "The computation failed: " + text.substr(0, text.find('\n')) + "."};
  }
}

}  // namespace touchstone::training
