#include "app/cli/text_file.h"

#include <fstream>
#include <iterator>

namespace touchstone::app {

Result<std::string> readTextFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) {
    return Error{ErrorKind::BadInput, file,
                 "Cannot read " + file.string() + "; check the name and its permissions."};
  }
  return text;
}

}  // namespace touchstone::app
