#pragma once

#include "analysis/annotators/consensus.h"

#include <string>

namespace touchstone::app {

class Terminal;

struct ProjectConsensusArguments {
  std::string project;  ///< a folder
  analysis::ConsensusMethod method = analysis::ConsensusMethod::DawidSkene;
  bool json = false;
  std::string output;      ///< table of objects; standard output when empty
  std::string annotators;  ///< table of annotators
  bool adopt = false;      ///< put the consensus in place of what each of them drew
};

/// Compares the annotators of a project on the images that several of them labelled, and adopts
/// what they say together where that is wanted.
void runProjectConsensus(const ProjectConsensusArguments& arguments, Terminal& terminal);

}  // namespace touchstone::app
