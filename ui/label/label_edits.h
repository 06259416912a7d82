#pragma once

#include "labeling/annotation/document.h"

#include <functional>
#include <string>
#include <vector>

/// The edits that the label workspace makes, as pure functions of the document.
namespace touchstone::ui {

using AnnotationIds = std::vector<labeling::AnnotationId>;
using NewAnnotationId = std::function<labeling::AnnotationId()>;

[[nodiscard]] labeling::Edit removalOf(const AnnotationIds& ids);

/// Gives the objects the class; those that have it already are left alone.
[[nodiscard]] labeling::Edit reclassification(const labeling::Document& document,
                                              const AnnotationIds& ids,
                                              labeling::ClassId labelClass);

/// Moves the objects together by whole pixels, within the image; locked ones stay. Equal gestures
/// are one step.
[[nodiscard]] labeling::Edit nudge(const labeling::Document& document,
                                   const AnnotationIds& ids,
                                   labeling::Point delta,
                                   std::uint64_t gesture);

/// Adds the class to the image as a tag, or takes it away.
[[nodiscard]] labeling::Edit toggledTag(const labeling::Document& document,
                                        labeling::ImageId image,
                                        labeling::ClassId labelClass,
                                        const NewAnnotationId& newId);

/// Makes the class the only tag of the image.
[[nodiscard]] labeling::Edit onlyTag(const labeling::Document& document,
                                     labeling::ImageId image,
                                     labeling::ClassId labelClass,
                                     const NewAnnotationId& newId);

/// Sets or, when the image has it already, takes back a state (verified or excluded).
[[nodiscard]] labeling::Edit toggledState(const labeling::Document& document,
                                          labeling::ImageId image,
                                          labeling::ImageState state);

/// Returns the edit with the states of the images that it gives their first label, or takes the
/// last from: labelled and unlabelled follow the labels, verified and excluded are a person's word.
[[nodiscard]] labeling::Edit withImageStates(const labeling::Document& document,
                                             labeling::Edit edit);

/// Adds a class of that name in the next free colour.
[[nodiscard]] labeling::Edit newClass(const labeling::Document& document,
                                      labeling::ClassId id,
                                      const std::string& name);
[[nodiscard]] labeling::Edit changedClass(labeling::ClassId id,
                                          const labeling::LabelClass& value,
                                          const std::string& step);

/// Whether the project labels whole images: it has tags and nothing else.
[[nodiscard]] bool labelsWholeImages(const labeling::Document& document);

/// Returns the class of a digit key: the classes' own hotkeys first, then 1 … 9 in order for those
/// without; 0 for none.
[[nodiscard]] labeling::ClassId classOfKey(const labeling::Document& document, char key);
/// Returns the key of a class, or an empty string.
[[nodiscard]] std::string keyOfClass(const labeling::Document& document,
                                     labeling::ClassId labelClass);

}  // namespace touchstone::ui
