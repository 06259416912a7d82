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
};

/// Compares the annotators of a project on the images that several of them labelled.
void runProjectConsensus(const ProjectConsensusArguments& arguments, Terminal& terminal);

}  // namespace touchstone::app
