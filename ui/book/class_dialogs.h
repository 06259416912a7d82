#pragma once

#include "labeling/annotation/document.h"

#include <vector>

class QWidget;

/// The dialogs that change classes over the whole project. Each shows what it changes first.
namespace touchstone::ui {

class ChangeDialog;
class ProjectSession;

[[nodiscard]] ChangeDialog* makeRenameDialog(ProjectSession& session,
                                             labeling::ClassId id,
                                             QWidget* parent);
/// Merges the class, and others that are ticked, into one that is chosen.
[[nodiscard]] ChangeDialog* makeMergeDialog(ProjectSession& session,
                                            labeling::ClassId id,
                                            QWidget* parent);
/// Moves objects of the class to a new one: the selected ones, or those with a value.
[[nodiscard]] ChangeDialog* makeSplitDialog(ProjectSession& session,
                                            labeling::ClassId id,
                                            const std::vector<labeling::AnnotationId>& selection,
                                            QWidget* parent);
[[nodiscard]] ChangeDialog* makeDeleteDialog(ProjectSession& session,
                                             labeling::ClassId id,
                                             QWidget* parent);

}  // namespace touchstone::ui
