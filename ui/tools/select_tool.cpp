#include "ui/tools/select_tool.h"

#include "ui/tools/hit_test.h"
#include "ui/tools/shape_moves.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

using namespace labeling;

bool contains(const std::vector<AnnotationId>& ids, AnnotationId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The box that the selection is, when it is exactly one.
const Box* selectedBox(const ToolContext& context) {
  if (context.selection.size() != 1) {
    return nullptr;
  }
  const Annotation* annotation = context.document.annotation(context.selection.front());
  return annotation == nullptr ? nullptr : std::get_if<Box>(&annotation->shape);
}

std::optional<Handle> handleUnder(const PointerEvent& event, const ToolContext& context) {
  const Box* box = selectedBox(context);
  if (box == nullptr) {
    return std::nullopt;
  }
  // A small box must leave room in its middle to be moved by.
  const double reach = std::min(event.reach, std::min(box->width(), box->height()) / 4);
  return handleAt(event.imagePoint, *box, std::max(reach, event.reach / 4));
}

}  // namespace

ToolAnswer SelectTool::press(const PointerEvent& event, const ToolContext& context) {
  last_ = event;
  if (event.button != Qt::LeftButton) {
    return unhandled();
  }
  handle_ = handleUnder(event, context);
  if (handle_) {
    start_ = event.imagePoint;
    held_ = context.selection;
    return {};
  }
  const auto candidates = objectsAt(context.document, context.image, event.imagePoint, event.reach);
  if (candidates.empty()) {
    return {.edit = {}, .selection = std::vector<AnnotationId>{}, .handled = false};
  }
  std::vector<AnnotationId> selection = context.selection;
  const bool adds = event.modifiers.testFlag(Qt::ShiftModifier);
  if (adds && contains(selection, candidates.front())) {
    std::erase(selection, candidates.front());
  } else if (adds) {
    selection.push_back(candidates.front());
  } else if (std::none_of(candidates.begin(), candidates.end(),
                          [&](AnnotationId id) { return contains(selection, id); })) {
    selection = {candidates.front()};
  }
  start_ = event.imagePoint;
  held_ = selection;
  return {.edit = {}, .selection = selection};
}

ToolAnswer SelectTool::move(const PointerEvent& event, const ToolContext& context) {
  last_ = event;
  if (!start_) {
    hover(event, context);
    return {};
  }
  const double moved =
      std::max(std::abs(event.imagePoint.x - start_->x), std::abs(event.imagePoint.y - start_->y));
  // A click that trembles is not a move.
  if (!drafts_.empty() || moved > event.reach / 2) {
    drag(event, context);
  }
  return {};
}

ToolAnswer SelectTool::release(const PointerEvent& event, const ToolContext& context) {
  if (!start_ || event.button != Qt::LeftButton) {
    return unhandled();
  }
  Edit edit{.name = handle_ ? "Resize box" : "Move", .gesture = 0, .changes = {}};
  for (const auto& [id, shape] : drafts_) {
    const Annotation* stored = context.document.annotation(id);
    if (stored != nullptr && stored->shape != shape) {
      Annotation changed = *stored;
      changed.shape = shape;
      edit.changes.emplace_back(AnnotationChange{id, changed});
    }
  }
  cancel();
  hover(event, context);
  if (edit.changes.empty()) {
    return {};
  }
  return {.edit = std::move(edit), .selection = {}};
}

ToolAnswer SelectTool::cycle(int step, const ToolContext& context) {
  if (!last_) {
    return unhandled();
  }
  const auto candidates =
      objectsAt(context.document, context.image, last_->imagePoint, last_->reach);
  if (candidates.size() < 2) {
    return unhandled();
  }
  const auto current = std::find_if(candidates.begin(), candidates.end(), [&](AnnotationId id) {
    return contains(context.selection, id);
  });
  const auto count = static_cast<std::ptrdiff_t>(candidates.size());
  const std::ptrdiff_t at = current == candidates.end() ? -1 : current - candidates.begin();
  const std::ptrdiff_t next = at < 0 ? 0 : (at + step + count) % count;
  return {.edit = {},
          .selection = std::vector<AnnotationId>{candidates[static_cast<std::size_t>(next)]}};
}

QString SelectTool::hint() const {
  return QCoreApplication::translate(
      "Tools", "Click an object to select it, drag it to move it. Tab selects the one beneath.");
}

bool SelectTool::cancel() {
  const bool wasDragging = start_.has_value();
  start_.reset();
  handle_.reset();
  held_.clear();
  drafts_.clear();
  return wasDragging;
}

void SelectTool::hover(const PointerEvent& event, const ToolContext& context) {
  const auto candidates = objectsAt(context.document, context.image, event.imagePoint, event.reach);
  hovered_ = candidates.empty() ? 0 : candidates.front();
  if (const auto handle = handleUnder(event, context)) {
    cursor_ = cursorOf(*handle);
  } else {
    cursor_ = hovered_ == 0 ? Qt::ArrowCursor : Qt::PointingHandCursor;
  }
}

void SelectTool::drag(const PointerEvent& event, const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  if (image == nullptr) {
    return;
  }
  const Point delta{std::round(event.imagePoint.x - start_->x),
                    std::round(event.imagePoint.y - start_->y)};
  for (const AnnotationId id : held_) {
    const Annotation* stored = context.document.annotation(id);
    if (stored == nullptr || !isMovable(stored->shape)) {
      continue;
    }
    const Box* box = std::get_if<Box>(&stored->shape);
    if (handle_ && box != nullptr) {
      const Point corner = positionOf(*handle_, *box);
      const Box changed =
          clampedTo(resized(*box, *handle_, {corner.x + delta.x, corner.y + delta.y}), image->width,
                    image->height);
      if (changed.width() >= 1 && changed.height() >= 1) {
        drafts_[id] = changed;
      }
    } else if (!handle_) {
      drafts_[id] = movedWithin(stored->shape, delta, image->width, image->height);
      cursor_ = Qt::SizeAllCursor;
    }
  }
}

}  // namespace touchstone::ui
