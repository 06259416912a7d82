// Feeds a fuzz target with every file of a folder and with damaged copies of it: always the same
// ones, so that it serves as a test where libFuzzer is not at hand.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int damagedCopies = 2000;

void feed(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

/// Changes, removes, repeats or inserts bytes at one to four places.
std::string damaged(std::string bytes, std::mt19937_64& random) {
  const std::string special = "<>/&\"'[]{},:;-!?=0123456789.eE\n\r\t \\";
  for (auto places = random() % 4 + 1; places > 0 && !bytes.empty(); --places) {
    const std::size_t at = random() % bytes.size();
    const std::size_t length = std::min<std::size_t>(random() % 24 + 1, bytes.size() - at);
    switch (random() % 5) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes[at] = special[random() % special.size()];
        break;
      case 2:
        bytes.erase(at, length);
        break;
      case 3:
        bytes.insert(random() % bytes.size(), bytes.substr(at, length));
        break;
      default:
        bytes.resize(at + 1);
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  std::mt19937_64 random(1);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(argc > 1 ? argv[1] : ".")) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    feed(bytes);
    for (int i = 0; i < damagedCopies; ++i) {
      feed(damaged(bytes, random));
    }
    ++files;
  }
  std::printf("%d seeds, each with %d damaged copies\n", files, damagedCopies);
  return files > 0 ? 0 : 1;
}
