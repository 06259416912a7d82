#pragma once

#include "labeling/sample/sample_picture.h"

#include <optional>
#include <vector>

namespace touchstone::labeling {

enum class MistakeKind { Label, Missing, Location, Swapped };

/// "label", "missing", "location" or "swapped".
[[nodiscard]] std::string_view nameOf(MistakeKind kind);

/// One label that was made wrong.
struct Mistake {
  std::size_t picture = 0;           ///< index into the pictures
  std::optional<std::size_t> label;  ///< index of the wrong label; none when it is missing
  MistakeKind kind = MistakeKind::Label;
  std::optional<PartKind> given;  ///< none when the label is missing
  PartKind truth = PartKind::Bolt;
  Box box;  ///< as shown; the true one when the label is missing
};

/// Makes the share `options.labelErrors` of all labels wrong, none of them in test pictures: half
/// of them have a wrong class, the others are missing, displaced (intersection over union with the
/// true box from 0.3 to 0.6) or exchanged with another label of the picture. For classification
/// only classes are wrong. Returns what was done, in the order of the pictures.
[[nodiscard]] std::vector<Mistake> plantMistakes(std::vector<SamplePicture>& pictures,
                                                 const SampleOptions& options);

}  // namespace touchstone::labeling
