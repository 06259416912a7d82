#include "training/runtime.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <mutex>
#include <thread>

namespace touchstone::training {

void configureThreads(int threads) {
  if (threads <= 0) {
    threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  }
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
