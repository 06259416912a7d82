#include "ui/label/arrange_edits.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon_boolean.h"

#include <algorithm>
#include <limits>

namespace touchstone::ui {
namespace {

using namespace labeling;

Edit step(std::string name) {
  return {.name = std::move(name), .gesture = 0, .changes = {}};
}

bool contains(const AnnotationIds& ids, AnnotationId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Adds `change(annotation)` of each object to the edit, where it differs.
template <class Change>
void changeEach(Edit& edit, const Document& document, const AnnotationIds& ids, Change change) {
  for (const AnnotationId id : ids) {
    if (const Annotation* stored = document.annotation(id)) {
      Annotation changed = *stored;
      change(changed);
      if (changed != *stored) {
        edit.changes.emplace_back(AnnotationChange{id, std::move(changed)});
      }
    }
  }
}

ImageId imageOf(const Document& document, const AnnotationIds& ids) {
  for (const AnnotationId id : ids) {
    if (const Annotation* annotation = document.annotation(id)) {
      return annotation->image;
    }
  }
  return 0;
}

std::string nameOf(Arrangement how) {
  switch (how) {
    case Arrangement::ToFront:
      return "Bring to front";
    case Arrangement::Forward:
      return "Bring forward";
    case Arrangement::Backward:
      return "Send backward";
    case Arrangement::ToBack:
      break;
  }
  return "Send to back";
}

bool overlap(const Document& document, AnnotationId id, const AnnotationIds& others) {
  const Box bounds = boundsOf(document.annotation(id)->shape);
  return std::any_of(others.begin(), others.end(), [&](AnnotationId other) {
    return intersection(bounds, boundsOf(document.annotation(other)->shape)).area() > 0;
  });
}

/// Returns how many of `others`, in their order, lie below the moved objects afterwards.
std::size_t placeAmong(const Document& document,
                       const AnnotationIds& others,
                       const AnnotationIds& moved,
                       std::size_t below,
                       Arrangement how) {
  if (how == Arrangement::ToFront) {
    return others.size();
  }
  if (how == Arrangement::Forward) {
    for (std::size_t i = below; i < others.size(); ++i) {
      if (overlap(document, others[i], moved)) {
        return i + 1;
      }
    }
    return below;
  }
  if (how == Arrangement::Backward) {
    for (std::size_t i = below; i > 0; --i) {
      if (overlap(document, others[i - 1], moved)) {
        return i - 1;
      }
    }
    return below;
  }
  return 0;
}

/// Gives the objects layers in which they are drawn in that order, leaving as many as it can.
Edit layersFor(const Document& document, const AnnotationIds& order, const std::string& name) {
  Edit edit = step(name);
  int last = std::numeric_limits<int>::min();
  AnnotationId lastId = 0;
  for (const AnnotationId id : order) {
    const int own = document.annotation(id)->attributes.layer;
    const bool isAbove = own > last || (own == last && id > lastId);
    const int layer = isAbove ? own : (id > lastId ? last : last + 1);
    changeEach(edit, document, {id}, [&](Annotation& a) { a.attributes.layer = layer; });
    last = layer;
    lastId = id;
  }
  return edit;
}

/// Below all others without moving them.
Edit sentToBack(const Document& document, const AnnotationIds& moved, int lowest) {
  Edit edit = step(nameOf(Arrangement::ToBack));
  const int first = document.annotation(moved.front())->attributes.layer;
  const int span = document.annotation(moved.back())->attributes.layer - first;
  changeEach(edit, document, moved, [&](Annotation& annotation) {
    annotation.attributes.layer += lowest - 1 - span - first;
  });
  return edit;
}

std::optional<Polygon> outlineOf(const Shape& shape) {
  if (const auto* polygon = std::get_if<Polygon>(&shape)) {
    return *polygon;
  }
  if (const auto* box = std::get_if<Box>(&shape)) {
    return polygonOf(*box);
  }
  if (const auto* box = std::get_if<OrientedBox>(&shape)) {
    return polygonOf(*box);
  }
  return std::nullopt;
}

Error cannotJoin(std::string why) {
  return {.kind = ErrorKind::Usage, .file = {}, .message = std::move(why)};
}

Result<Shape> joinedShape(const Document& document, const AnnotationIds& ids) {
  std::vector<Polygon> outlines;
  std::optional<Mask> mask;
  std::size_t masks = 0;
  for (const AnnotationId id : ids) {
    const Shape& shape = document.annotation(id)->shape;
    if (const auto outline = outlineOf(shape)) {
      outlines.push_back(*outline);
    } else if (const auto* part = std::get_if<Mask>(&shape)) {
      if (mask && (mask->width != part->width || mask->height != part->height)) {
        return cannotJoin("The masks were made for images of different sizes.");
      }
      mask = mask ? unionOf(*mask, *part) : *part;
      ++masks;
    }
  }
  if (masks == ids.size()) {
    return Shape(*mask);
  }
  if (outlines.size() != ids.size()) {
    return cannotJoin("Only polygons and boxes, or only masks, can be joined: convert them first.");
  }
  Result<Polygon> whole = unionOf(outlines);
  return whole ? Result<Shape>(Shape(*std::move(whole))) : Result<Shape>(whole.error());
}

}  // namespace

Edit arranged(const Document& document, const AnnotationIds& ids, Arrangement how) {
  AnnotationIds moved;
  AnnotationIds others;
  std::size_t below = 0;
  for (const AnnotationId id : document.annotationsOf(imageOf(document, ids))) {
    if (isImageTag(document.annotation(id)->shape)) {
      continue;
    }
    if (contains(ids, id)) {
      moved.push_back(id);
      below = others.size();
    } else {
      others.push_back(id);
    }
  }
  if (moved.empty() || others.empty()) {
    return step(nameOf(how));
  }
  if (how == Arrangement::ToBack) {
    const bool isThere = below == 0;
    const int lowest = document.annotation(others.front())->attributes.layer;
    return isThere ? step(nameOf(how)) : sentToBack(document, moved, lowest);
  }
  const auto place = static_cast<std::ptrdiff_t>(placeAmong(document, others, moved, below, how));
  AnnotationIds order = others;
  order.insert(order.begin() + place, moved.begin(), moved.end());
  return layersFor(document, order, nameOf(how));
}

Edit toggledFlag(const Document& document,
                 const AnnotationIds& ids,
                 bool Attributes::*flag,
                 const std::string& name) {
  const bool haveAll = std::all_of(ids.begin(), ids.end(), [&](AnnotationId id) {
    const Annotation* annotation = document.annotation(id);
    return annotation == nullptr || annotation->attributes.*flag;
  });
  Edit edit = step(name);
  changeEach(edit, document, ids, [&](Annotation& a) { a.attributes.*flag = !haveAll; });
  return edit;
}

Edit grouped(const Document& document, const AnnotationIds& ids) {
  std::int64_t highest = 0;
  for (const AnnotationId id : document.annotationsOf(imageOf(document, ids))) {
    highest = std::max(highest, document.annotation(id)->attributes.group.value_or(0));
  }
  Edit edit = step("Group");
  changeEach(edit, document, ids, [&](Annotation& a) { a.attributes.group = highest + 1; });
  return edit;
}

Edit ungrouped(const Document& document, const AnnotationIds& ids) {
  Edit edit = step("Ungroup");
  changeEach(edit, document, ids, [](Annotation& a) { a.attributes.group.reset(); });
  return edit;
}

Result<Edit> converted(const Document& document, const AnnotationIds& ids, ShapeKind kind) {
  Edit edit = step("Convert shape");
  for (const AnnotationId id : ids) {
    const Annotation* stored = document.annotation(id);
    const Image* image = stored == nullptr ? nullptr : document.image(stored->image);
    if (image == nullptr) {
      continue;
    }
    Result<Shape> shape = convertedTo(stored->shape, kind, {image->width, image->height});
    if (!shape) {
      return shape.error();
    }
    changeEach(edit, document, {id}, [&](Annotation& a) { a.shape = *shape; });
  }
  return edit;
}

Result<Edit> joined(const Document& document, const AnnotationIds& ids) {
  AnnotationIds parts;
  for (const AnnotationId id : ids) {
    if (document.annotation(id) != nullptr) {
      parts.push_back(id);
    }
  }
  if (parts.size() < 2) {
    return cannotJoin("Select two or more objects to join.");
  }
  const ClassId labelClass = document.annotation(parts.front())->labelClass;
  if (std::any_of(parts.begin(), parts.end(), [&](AnnotationId id) {
        return document.annotation(id)->labelClass != labelClass;
      })) {
    return cannotJoin("Only objects of one class can be joined: give them the same class first.");
  }
  Result<Shape> whole = joinedShape(document, parts);
  if (!whole) {
    return whole.error();
  }
  Edit edit = step("Join objects");
  changeEach(edit, document, {parts.front()}, [&](Annotation& a) { a.shape = *whole; });
  for (auto id = std::next(parts.begin()); id != parts.end(); ++id) {
    edit.changes.emplace_back(AnnotationChange{*id, std::nullopt});
  }
  return edit;
}

AnnotationIds unlocked(const Document& document, const AnnotationIds& ids) {
  AnnotationIds free;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(free), [&](AnnotationId id) {
    const Annotation* annotation = document.annotation(id);
    return annotation != nullptr && !annotation->attributes.locked;
  });
  return free;
}

}  // namespace touchstone::ui
