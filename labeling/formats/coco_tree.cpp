#include "labeling/formats/coco_tree.h"

#include "labeling/formats/json_stream.h"
#include "labeling/formats/source_files.h"
#include "labeling/images/image_reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view labelFolder = "annotations";
constexpr std::string_view instances = "instances_";

std::optional<Split> splitIn(std::string_view name) {
  std::string word;
  for (const char c : std::string(name) + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      word += c;
      continue;
    }
    const auto split = word.empty() ? std::nullopt : splitFromName(word);
    if (split && *split != Split::Unassigned) {
      return split;
    }
    word.clear();
  }
  return std::nullopt;
}

/// The folder that `annotations` lies in, or the one of the file itself.
std::string_view baseOf(std::string_view labelFile) {
  const std::string_view folder = folderOf(labelFile);
  return fileNameOf(folder) == labelFolder ? folderOf(folder) : folder;
}

bool mayBeInstances(const fs::path& file) {
  std::array<char, 4096> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  const std::string_view text(start.data(), static_cast<std::size_t>(stream.gcount()));
  for (const std::string_view key :
       {"\"images\"", "\"annotations\"", "\"categories\"", "\"info\"", "\"licenses\""}) {
    if (text.find(key) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool isCocoInstances(const fs::path& file) {
  if (!mayBeInstances(file)) {
    return false;
  }
  std::set<std::string> lists;
  JsonStream stream(std::make_unique<std::ifstream>(file, std::ios::binary));
  bool more = stream.take('{');
  while (more) {
    const auto name = stream.memberName();
    if (name && stream.next() == '[') {
      lists.insert(*name);
    }
    stream.skipValue();
    more = name && stream.isValid() && stream.take(',');
  }
  return lists.contains("images") && lists.contains("annotations") && lists.contains("categories");
}

CocoImageFinder::CocoImageFinder(const std::vector<std::string>& images)
    : images_(images.begin(), images.end()) {
  for (const std::string& image : images_) {
    const auto [entry, isNew] = byName_.emplace(fileNameOf(image), image);
    entry->second = isNew ? entry->second : std::nullopt;
  }
}

std::optional<std::string> CocoImageFinder::find(std::string_view fileName,
                                                 std::string_view labelFile) const {
  const auto name = safeRelativePath(fileName);
  if (!name) {
    return std::nullopt;
  }
  const std::string_view base = baseOf(labelFile);
  std::string_view set = stemOf(labelFile);
  set.remove_prefix(set.starts_with(instances) ? instances.size() : 0);
  for (const std::string& folder : {joined("images", set), std::string(set), std::string("images"),
                                    std::string("data"), std::string()}) {
    const std::string path = joined(folder.empty() ? base : joined(base, folder), *name);
    if (images_.contains(path)) {
      return path;
    }
  }
  const std::string beside = joined(folderOf(labelFile), *name);
  if (images_.contains(beside)) {
    return beside;
  }
  const auto named = byName_.find(fileNameOf(*name));
  return named != byName_.end() && named->second ? std::optional(std::string(*named->second))
                                                 : std::nullopt;
}

Result<CocoTree> lookThroughCocoTree(const fs::path& source, const WorkContext& work) {
  CocoTree tree;
  std::error_code ignored;
  const bool oneFile = fs::is_regular_file(source, ignored);
  const fs::path parent = fs::absolute(source).lexically_normal().parent_path();
  tree.root = !oneFile ? source : parent.filename() == labelFolder ? parent.parent_path() : parent;
  const auto files = filesBelow(tree.root, work);
  if (!files) {
    return files.error();
  }
  bool named = false;
  for (const std::string& file : *files) {
    const bool shallow = std::count(file.begin(), file.end(), '/') <= 2;
    if (isImageFileName(file)) {
      tree.images.push_back(file);
    } else if (!oneFile && shallow && file.ends_with(".json") &&
               isCocoInstances(tree.root / file)) {
      tree.labelFiles.push_back(file);
      named = named || fileNameOf(file).starts_with(instances);
    }
  }
  if (oneFile) {
    tree.labelFiles = {pathWithin(source, tree.root).value_or(source.filename().string())};
  } else if (named) {
    std::erase_if(tree.labelFiles,
                  [](const std::string& file) { return !fileNameOf(file).starts_with(instances); });
  }
  return tree;
}

std::optional<Split> splitOfCocoFile(std::string_view labelFile) {
  const auto split = splitIn(stemOf(labelFile));
  return split ? split : splitIn(fileNameOf(folderOf(labelFile)));
}

}  // namespace touchstone::labeling
