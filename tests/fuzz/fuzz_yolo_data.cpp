#include "labeling/formats/yolo_yaml.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

/// A name that is added to a class list gets the next id and moves no other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto list = readYoloClassLines(text, "classes.txt");
  if (const auto longer = appendedToClassLines(text, {"added"}, "classes.txt")) {
    const auto again = readYoloClassLines(*longer, "classes.txt");
    require(list && again, "a continued list can be read");
    auto expected = list->classes.names;
    expected.emplace_back("added");
    require(again->classes.names == expected, "a list keeps its ids");
  }
  const auto yaml = readYoloYaml(text, "data.yaml");
  const auto longer = appendedToYoloYaml(text, {"added"}, "data.yaml");
  if (!yaml || !longer) {
    return 0;
  }
  const auto again = readYoloYaml(*longer, "data.yaml");
  require(again.has_value(), "a continued file can be read");
  auto expected = yaml->classes.names;
  expected.emplace_back("added");
  require(again->classes.names == expected, "a file keeps its ids");
  return 0;
}
