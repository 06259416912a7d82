# Fails when a program loads LibTorch that must not: the desktop, or the command line for commands
# without networks.
# Usage: cmake -D PROGRAM=<program> -P without_torch.cmake
file(
  GET_RUNTIME_DEPENDENCIES
  EXECUTABLES "${PROGRAM}"
  RESOLVED_DEPENDENCIES_VAR resolved
  UNRESOLVED_DEPENDENCIES_VAR unresolved
  CONFLICTING_DEPENDENCIES_PREFIX conflicting)
foreach(library IN LISTS resolved unresolved)
  if(library MATCHES "libtorch|libc10")
    message(FATAL_ERROR "${PROGRAM} must not load ${library}")
  endif()
endforeach()
