#include "labeling/query/saved_queries.h"

#include <nlohmann/json.hpp>

namespace touchstone::labeling {
namespace {

constexpr std::size_t mostQueries = 200;
const std::string settingName = "list.savedQueries";

}  // namespace

std::vector<SavedQuery> savedQueries(const Project& project) {
  std::vector<SavedQuery> queries;
  const auto json = nlohmann::json::parse(project.setting(settingName).value_or("[]"), nullptr,
                                          /*allow_exceptions=*/false);
  if (!json.is_array()) {
    return queries;
  }
  for (const auto& entry : json) {
    if (entry.is_object() && entry.contains("name") && entry["name"].is_string() &&
        entry.contains("query") && entry["query"].is_string() && queries.size() < mostQueries) {
      queries.push_back({entry["name"].get<std::string>(), entry["query"].get<std::string>()});
    }
  }
  return queries;
}

Status setSavedQueries(Project& project, const std::vector<SavedQuery>& queries) {
  if (queries.size() > mostQueries) {
    return Error{ErrorKind::Usage, project.folder(),
                 "A project keeps at most 200 searches: delete one first."};
  }
  auto json = nlohmann::json::array();
  for (const SavedQuery& query : queries) {
    if (query.name.empty()) {
      return Error{ErrorKind::Usage, project.folder(), "A saved search needs a name."};
    }
    json.push_back({{"name", query.name}, {"query", query.text}});
  }
  return project.setSetting(settingName,
                            json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace touchstone::labeling
