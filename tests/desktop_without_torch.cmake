# Fails when the desktop program loads LibTorch.
# Usage: cmake -D PROGRAM=<touchstone> -P desktop_without_torch.cmake
file(
  GET_RUNTIME_DEPENDENCIES
  EXECUTABLES "${PROGRAM}"
  RESOLVED_DEPENDENCIES_VAR resolved
  UNRESOLVED_DEPENDENCIES_VAR unresolved
  CONFLICTING_DEPENDENCIES_PREFIX conflicting)
foreach(library IN LISTS resolved unresolved)
  if(library MATCHES "libtorch|libc10")
    message(FATAL_ERROR "The desktop must not load ${library}")
  endif()
endforeach()
