#include "labeling/formats/createml_tree.h"

#include "labeling/formats/createml.h"
#include "labeling/formats/label_place.h"
#include "labeling/formats/source_files.h"
#include "labeling/images/image_reader.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

bool isListFile(const fs::path& file) {
  constexpr std::size_t headBytes = 256;
  std::string head(headBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  return looksLikeCreateml(head);
}

}  // namespace

Result<CreatemlTree> lookThroughCreatemlTree(const fs::path& source, const WorkContext& work) {
  CreatemlTree tree;
  std::error_code ignored;
  const bool isFile = fs::is_regular_file(source, ignored);
  tree.root = isFile ? fs::absolute(source).parent_path() : source;
  const auto files = filesBelow(tree.root, work);
  if (!files) {
    return files.error();
  }
  for (const std::string& file : *files) {
    if (isImageFileName(file)) {
      tree.images.push_back(file);
    } else if (!isFile && file.ends_with(".json") && isListFile(tree.root / file)) {
      tree.labelFiles.push_back(file);
    }
  }
  if (isFile) {
    tree.labelFiles.push_back(source.filename().string());
  }
  return tree;
}

fs::path createmlLabelFile(const Document& document,
                           ImageId id,
                           const fs::path& folder,
                           const std::string& shared) {
  const std::string& image = document.image(id)->path;
  const std::string name(stemIsTaken(document, id) ? fileNameOf(image) : stemOf(image));
  const fs::path own = folder / joined(folderOf(image), name + ".json");
  std::error_code ignored;
  if (fs::is_regular_file(own, ignored) && isListFile(own)) {
    return own;
  }
  std::string_view above = folderOf(image);
  for (;;) {
    const fs::path file = folder / joined(above, createmlFolderFile);
    if (fs::is_regular_file(file, ignored)) {
      return file;
    }
    if (above.empty()) {
      break;
    }
    above = folderOf(above);
  }
  const bool isShared = !shared.empty() && fs::is_regular_file(folder / shared, ignored);
  return isShared ? folder / shared : own;
}

std::string createmlImageName(std::string_view imagePath, std::string_view labelFile) {
  const std::string folder(folderOf(labelFile));
  if (!folder.empty() && imagePath.starts_with(folder + "/")) {
    imagePath.remove_prefix(folder.size() + 1);
  }
  return std::string(imagePath);
}

}  // namespace touchstone::labeling
