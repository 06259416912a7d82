#include "app/cli/queried_images.h"

#include "labeling/query/query_matcher.h"
#include "labeling/review/decide.h"

namespace touchstone::app {

Result<std::vector<labeling::ImageId>> queriedImages(const labeling::Project& project,
                                                     const std::string& query) {
  const labeling::ParsedQuery parsed = labeling::parseQuery(query);
  if (parsed.problem) {
    return Error{ErrorKind::Usage,
                 {},
                 "The query \"" + query + "\" cannot be read, from character " +
                     std::to_string(parsed.problem->position + 1) + ": " + parsed.problem->message};
  }
  const labeling::QueryMatcher matcher(parsed.query, project.document(),
                                       labeling::openFindings(project));
  return matcher.matchingImages();
}

}  // namespace touchstone::app
