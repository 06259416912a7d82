#pragma once

namespace touchstone::training {

/// Prepares the process for computing with networks on that many threads (0: one a core); call it
/// once, before the first network.
void configureThreads(int threads = 0);

[[nodiscard]] int threadCount();

/// Whether this build of LibTorch has a GPU to compute on.
[[nodiscard]] bool cudaAvailable();

}  // namespace touchstone::training
