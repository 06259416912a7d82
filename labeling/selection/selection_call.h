#pragma once

#include "labeling/result.h"

#include <exception>
#include <new>
#include <stop_token>
#include <string>
#include <type_traits>

namespace touchstone::labeling {

/// Returns the error of a selection that the person stopped.
inline Error selectionStopped() {
  return {.kind = ErrorKind::Cancelled, .file = {}, .message = "The selection was stopped."};
}

/// Calls `work`, which returns a Result and may throw what OpenCV throws, and returns its Result or
/// the failure.
template <class Work>
auto selectionCall(Work work) -> std::invoke_result_t<Work> {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return Error{
        .kind = ErrorKind::Failed,
        .file = {},
        .message = "There is not enough memory for this selection; zoom in and try again."};
  } catch (const std::exception& failure) {
    return Error{.kind = ErrorKind::Failed,
                 .file = {},
                 .message = std::string("The selection failed (") + failure.what() +
                            "); try it at another place."};
  }
}

}  // namespace touchstone::labeling
