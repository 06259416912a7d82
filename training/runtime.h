#pragma once

namespace touchstone::training {

/// Sets how many threads the networks compute with; call it once, before the first network. With 0
/// it is the number of the machine's cores.
void configureThreads(int threads = 0);

[[nodiscard]] int threadCount();

/// Whether this build of LibTorch has a GPU to compute on.
[[nodiscard]] bool cudaAvailable();

}  // namespace touchstone::training
