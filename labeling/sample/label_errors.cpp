#include "labeling/sample/label_errors.h"

#include "labeling/geometry/mask.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace touchstone::labeling {

namespace {

constexpr std::uint64_t mistakeStream = 1ULL << 41;  ///< apart from the streams of the pictures

/// Returns a box beside the true one, or nothing when none fits into the picture.
std::optional<Box> displaced(Random& random,
                             const Box& box,
                             const SamplePicture& picture,
                             bool resized) {
  const auto between = [&](double low, double high) {
    return static_cast<double>(random.uniform(static_cast<float>(low), static_cast<float>(high)));
  };
  for (int attempt = 0; attempt < 300; ++attempt) {
    const double width = std::round(box.width() * (resized ? between(0.6, 1.6) : 1));
    const double height = std::round(box.height() * (resized ? between(0.6, 1.6) : 1));
    const double x = std::round(box.centre().x + between(-0.6, 0.6) * box.width() - width / 2);
    const double y = std::round(box.centre().y + between(-0.6, 0.6) * box.height() - height / 2);
    const Box moved{x, y, x + width, y + height};
    const double overlap = intersectionOverUnion(box, moved);
    if (overlap >= 0.3 && overlap <= 0.6 &&
        clampedTo(moved, picture.width, picture.height) == moved) {
      return moved;
    }
  }
  return std::nullopt;
}

class Planter {
public:
  Planter(std::vector<SamplePicture>& pictures, const SampleOptions& options)
      : pictures_(pictures), options_(options), random_(options.seed, mistakeStream) {
    std::size_t labels = 0;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      labels += pictures[i].labels.size();
      for (std::size_t k = 0; k < pictures[i].labels.size(); ++k) {
        if (pictures[i].split != Split::Test) {
          order_.emplace_back(i, k);
        }
      }
    }
    open_.insert(order_.begin(), order_.end());
    random_.shuffle(order_);
    wanted_ =
        static_cast<std::size_t>(std::llround(options.labelErrors * static_cast<double>(labels)));
  }

  std::vector<Mistake> plant() {
    if (options_.task != SampleTask::Classify) {
      repeat((wanted_ + 6) / 12, &Planter::swapTwo);
      repeat((wanted_ + 3) / 6, &Planter::remove);
      repeat((wanted_ + 3) / 6, &Planter::displace);
    }
    repeat(order_.size(), &Planter::relabel);
    dropRemoved();
    return std::move(mistakes_);
  }

private:
  using Place = std::pair<std::size_t, std::size_t>;  ///< picture, label

  SampleLabel& at(const Place& place) { return pictures_[place.first].labels[place.second]; }

  /// Tries one kind of mistake on each open label until `times` are made or all are.
  void repeat(std::size_t times, bool (Planter::*make)(const Place&)) {
    for (const Place& place : order_) {
      if (times == 0 || mistakes_.size() >= wanted_) {
        return;
      }
      if (open_.contains(place) && (this->*make)(place)) {
        --times;
      }
    }
  }

  void note(const Place& place, MistakeKind kind, PartKind truth) {
    open_.erase(place);
    mistakes_.push_back({.picture = place.first,
                         .label = place.second,
                         .kind = kind,
                         .given = at(place).kind,
                         .truth = truth,
                         .box = at(place).box});
  }

  bool swapTwo(const Place& place) {
    auto partner = open_.lower_bound({place.first, 0});
    while (partner != open_.end() && partner->first == place.first &&
           at(*partner).kind == at(place).kind) {
      ++partner;
    }
    if (partner == open_.end() || partner->first != place.first || mistakes_.size() + 2 > wanted_) {
      return false;
    }
    const Place other = *partner;
    std::swap(at(place).kind, at(other).kind);
    note(place, MistakeKind::Swapped, at(other).kind);
    note(other, MistakeKind::Swapped, at(place).kind);
    return true;
  }

  /// Removes at most one label of a picture, so that none is left without labels.
  bool remove(const Place& place) {
    if (!emptied_.insert(place.first).second) {
      return false;
    }
    note(place, MistakeKind::Missing, at(place).kind);
    mistakes_.back().given = std::nullopt;
    return true;
  }

  bool displace(const Place& place) {
    const bool masked = options_.task == SampleTask::Segment;
    SampleLabel& label = at(place);
    const auto box = displaced(random_, label.box, pictures_[place.first], !masked);
    if (!box) {
      return false;
    }
    if (masked) {
      label.mask = translated(label.mask, static_cast<int>(box->x0 - label.box.x0),
                              static_cast<int>(box->y0 - label.box.y0));
    }
    label.box = *box;
    note(place, MistakeKind::Location, label.kind);
    return true;
  }

  bool relabel(const Place& place) {
    const PartKind truth = at(place).kind;
    while (at(place).kind == truth) {
      at(place).kind = random_.pick(allPartKinds);
    }
    note(place, MistakeKind::Label, truth);
    return true;
  }

  /// Takes the missing labels out and adapts the numbers of those after them.
  void dropRemoved() {
    std::sort(mistakes_.begin(), mistakes_.end(), [](const Mistake& a, const Mistake& b) {
      return std::tie(a.picture, a.label) < std::tie(b.picture, b.label);
    });
    for (auto removed = mistakes_.begin(); removed != mistakes_.end(); ++removed) {
      if (removed->kind != MistakeKind::Missing) {
        continue;
      }
      auto& labels = pictures_[removed->picture].labels;
      labels.erase(labels.begin() + static_cast<std::ptrdiff_t>(*removed->label));
      removed->label = std::nullopt;
      for (auto after = removed + 1; after != mistakes_.end() && after->picture == removed->picture;
           ++after) {
        --*after->label;
      }
    }
  }

  std::vector<SamplePicture>& pictures_;
  const SampleOptions& options_;
  Random random_;
  std::vector<Place> order_;  ///< all labels that may be made wrong, shuffled
  std::set<Place> open_;      ///< those that are still right
  std::set<std::size_t> emptied_;
  std::vector<Mistake> mistakes_;
  std::size_t wanted_ = 0;
};

}  // namespace

std::string_view nameOf(MistakeKind kind) {
  constexpr std::array<std::string_view, 4> names{"label", "missing", "location", "swapped"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Mistake> plantMistakes(std::vector<SamplePicture>& pictures,
                                   const SampleOptions& options) {
  return Planter(pictures, options).plant();
}

}  // namespace touchstone::labeling
