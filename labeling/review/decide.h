#pragma once

#include "labeling/project/project.h"

namespace touchstone::labeling {

/// What a decision needs besides its kind.
struct DecideOptions {
  std::string chosen = {};  ///< class name, for DecisionKind::Relabel
  bool batch = false;       ///< part of a decision over many findings: refused for the test split
};

/// Returns the edit that answers `finding` with `kind`: the change of the label, if any, and the
/// decision itself, as one step. Errors: the finding has no suggestion to accept, its label is
/// gone, the chosen class does not exist, or a batch decision would change the test split.
Result<Edit> editForDecision(Project& project,
                             const Finding& finding,
                             DecisionKind kind,
                             const DecideOptions& options = {});

/// Whether what `finding` asks about is no longer so: its image is excluded or gone, or its label
/// was changed or removed otherwise.
[[nodiscard]] bool isMoot(const Document& document, const Finding& finding);

/// Returns the findings that no decision answers yet ("later" counts as no answer but comes last)
/// and that still hold: the label is there and has the given class, and its image is not excluded.
[[nodiscard]] std::vector<Finding> openFindings(const Project& project);

}  // namespace touchstone::labeling
