#include "training/runtime.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <malloc.h>
#include <mutex>
#include <thread>

namespace touchstone::training {

namespace {

/// By default glibc gives the memory of each large tensor back to the system and takes fresh pages
/// for the next: a network in which no layer's output lives long spends half its time on that.
void keepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

}  // namespace

void configureThreads(int threads) {
  if (threads <= 0) {
    threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  }
  keepFreedMemory();
  at::set_num_threads(threads);
  static std::once_flag interop;
  std::call_once(interop, [] { at::set_num_interop_threads(1); });
}

int threadCount() {
  return at::get_num_threads();
}

bool cudaAvailable() {
  return at::hasCUDA();
}

}  // namespace touchstone::training
