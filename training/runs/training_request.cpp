#include "training/runs/training_request.h"

#include "labeling/augmentation/marked_classes.h"
#include "labeling/augmentation/recipe_json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <limits>

namespace touchstone::training {

namespace {

using Json = nlohmann::json;

Error wrongMember(const std::string& name, const std::string& expected) {
  return {
      ErrorKind::Usage, {}, "The training request's \"" + name + "\" must be " + expected + "."};
}

/// Reads members one by one and remembers the first that is wrong.
class MemberReader {
public:
  explicit MemberReader(const Json& object) : object_(object) {}

  void text(const char* name, std::string& value) {
    if (const Json* member = find(name); member != nullptr) {
      if (member->is_string()) {
        value = member->get<std::string>();
      } else {
        fail(name, "text");
      }
    }
  }

  void flag(const char* name, bool& value) {
    if (const Json* member = find(name); member != nullptr) {
      if (member->is_boolean()) {
        value = member->get<bool>();
      } else {
        fail(name, "true or false");
      }
    }
  }

  template <class Integer>
  void integer(const char* name, Integer& value, std::int64_t lowest, std::int64_t highest) {
    if (const Json* member = find(name); member != nullptr) {
      const bool fits = member->is_number_integer() && member->get<double>() >= double(lowest) &&
                        member->get<double>() <= double(highest);
      if (fits) {
        value = member->get<Integer>();
      } else {
        fail(name,
             "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
      }
    }
  }

  void number(const char* name, double& value) {
    if (const Json* member = find(name); member != nullptr) {
      if (member->is_number() && member->get<double>() >= 0) {
        value = member->get<double>();
      } else {
        fail(name, "a number that is not negative");
      }
    }
  }

  void recipe(const char* name, std::optional<labeling::AugmentationRecipe>& value) {
    if (const Json* member = find(name); member != nullptr) {
      if (auto read = labeling::recipeFromText(member->dump(), "The training request's recipe")) {
        value = std::move(*read);
      } else if (error.message.empty()) {
        error = read.error();
      }
    }
  }

  void fail(const std::string& name, const std::string& expected) {
    if (error.message.empty()) {
      error = wrongMember(name, expected);
    }
  }

  Error error;

private:
  const Json* find(const char* name) const {
    const auto member = object_.find(name);
    return member == object_.end() || member->is_null() ? nullptr : &*member;
  }

  const Json& object_;
};

template <std::size_t N>
void checkOneOf(MemberReader& reader,
                const char* name,
                const std::string& value,
                const std::array<std::string_view, N>& allowed) {
  std::string list;
  for (const std::string_view choice : allowed) {
    if (value == choice) {
      return;
    }
    list += (list.empty() ? "" : ", ") + std::string(choice);
  }
  reader.fail(name, "one of " + list);
}

}  // namespace

std::optional<labeling::AugmentationRecipe> recipeWithMarks(
    std::optional<labeling::AugmentationRecipe> recipe,
    const std::map<std::string, int>& marked,
    const std::vector<std::string>& classes) {
  if (marked.empty()) {
    return recipe;
  }
  if (recipe) {
    return labeling::strengthenedFor(marked, *recipe);
  }
  auto some = labeling::strengthenedFor(marked, *labeling::augmentationPreset("light"));
  for (const std::string& name : classes) {
    some.classStrengths.try_emplace(name, 0);
  }
  return some;
}

std::string toJson(const TrainingRequest& request) {
  return Json{
      {"task", request.task},
      {"backbone", request.backbone},
      {"preset", request.preset},
      {"epochs", request.epochs},
      {"size", request.size},
      {"freeze", request.freeze},
      {"seed", request.seed},
      {"learningRate", request.learningRate},
      {"fromScratch", request.fromScratch},
      {"mirrored", request.mirrored},
      {"findLearningRate", request.findLearningRate},
      {"recipe", request.recipe ? Json::parse(labeling::recipeToText(*request.recipe)) : Json()},
      {"mixing", request.mixing},
      {"device", request.device},
      {"resume", request.resume}}
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<TrainingRequest> trainingRequestFromJson(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return Error{ErrorKind::Usage, {}, "The training request is not a JSON object."};
  }
  TrainingRequest request;
  MemberReader reader(json);
  reader.text("task", request.task);
  reader.text("backbone", request.backbone);
  reader.text("preset", request.preset);
  reader.integer("epochs", request.epochs, 0, 100'000);
  reader.integer("size", request.size, 0, 2048);
  reader.integer("freeze", request.freeze, -1, 1000);
  reader.flag("fromScratch", request.fromScratch);
  reader.flag("mirrored", request.mirrored);
  reader.integer("seed", request.seed, 0, std::numeric_limits<std::int64_t>::max());
  reader.number("learningRate", request.learningRate);
  reader.flag("findLearningRate", request.findLearningRate);
  reader.recipe("recipe", request.recipe);
  reader.text("mixing", request.mixing);
  reader.text("device", request.device);
  reader.text("resume", request.resume);
  checkOneOf<3>(reader, "preset", request.preset, {"fast", "balanced", "thorough"});
  checkOneOf<3>(reader, "mixing", request.mixing, {"none", "mixup", "cutmix"});
  checkOneOf<3>(reader, "device", request.device, {"cpu", "cuda", "auto"});
  if (!reader.error.message.empty()) {
    return reader.error;
  }
  return request;
}

}  // namespace touchstone::training
