#include "ui/label/actions/action_rows.h"
#include "ui/label/class_asking.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_workspace.h"
#include "ui/label/object_commands.h"

namespace touchstone::ui {
namespace {

using labeling::Attributes;
using labeling::ShapeKind;

QString tr(const char* text) {
  return LabelWorkspace::tr(text);
}

std::vector<ActionRow> markRows(ObjectCommands& objects) {
  const auto row = [&](const char* id, const QString& text, const char* icon, const char* keys,
                       bool Attributes::*flag, const char* step) {
    return ActionRow{
        id,    text,      icon, keys, [&objects, flag, step] { objects.toggle(flag, step); },
        false, tr("Mark")};
  };
  return {
      row("object.difficult", tr("Mark difficult"), "flag", "", &Attributes::difficult,
          "Mark difficult"),
      row("object.truncated", tr("Mark truncated"), "scan", "", &Attributes::truncated,
          "Mark truncated"),
      row("object.occluded", tr("Mark occluded"), "square-square", "", &Attributes::occluded,
          "Mark occluded"),
      row("object.crowd", tr("Mark as a crowd"), "users", "", &Attributes::crowd,
          "Mark as a crowd"),
      row("object.verify", tr("Mark as checked"), "badge-check", "Shift+Space",
          &Attributes::verified, "Mark as checked"),
  };
}

std::vector<ActionRow> orderRows(ObjectCommands& objects) {
  const auto row = [&](const char* id, const QString& text, const char* icon, const char* keys,
                       Arrangement how) {
    return ActionRow{id,    text,       icon, keys, [&objects, how] { objects.arrange(how); },
                     false, tr("Order")};
  };
  return {
      row("object.toFront", tr("Bring to front"), "bring-to-front", "Ctrl+Shift+]",
          Arrangement::ToFront),
      row("object.forward", tr("Bring forward"), "arrow-up", "Ctrl+]", Arrangement::Forward),
      row("object.backward", tr("Send backward"), "arrow-down", "Ctrl+[", Arrangement::Backward),
      row("object.toBack", tr("Send to back"), "send-to-back", "Ctrl+Shift+[", Arrangement::ToBack),
  };
}

std::vector<ActionRow> convertRows(ObjectCommands& objects) {
  const auto row = [&](const char* id, const QString& text, const char* icon, ShapeKind kind) {
    return ActionRow{
        id, text, icon, "", [&objects, kind] { objects.convert(kind); }, false, tr("Convert to")};
  };
  return {
      row("object.toBox", tr("Convert to box"), "square-dashed", ShapeKind::Box),
      row("object.toOrientedBox", tr("Convert to turned box"), "diamond", ShapeKind::OrientedBox),
      row("object.toPolygon", tr("Convert to polygon"), "vector-polygon", ShapeKind::Polygon),
      row("object.toMask", tr("Convert to mask"), "brush", ShapeKind::Mask),
      row("object.toLine", tr("Convert to line"), "spline", ShapeKind::Line),
      row("object.toPoints", tr("Convert to points"), "circle-dot", ShapeKind::Keypoints),
  };
}

std::vector<ActionRow> copyRows(LabelWorkspace& w) {
  LabelCommands& commands = w.commands();
  return {
      {},
      {"object.duplicate", tr("Duplicate"), "copy-plus", "Ctrl+D",
       [&commands] { commands.duplicateSelection(); }},
      {"object.copy", tr("Copy objects"), "copy", "Ctrl+C",
       [&commands] { commands.copySelection(); }},
      {"object.paste", tr("Paste objects, or those of the previous image"), "clipboard-paste",
       "Ctrl+V", [&w] { w.commands().paste(w.neighbour(-1)); }},
      {"object.propagate", tr("Repeat on the next images…"), "repeat-2", "Ctrl+Shift+V",
       [&w] { w.propagate(); }},
      {"object.toNextImage", tr("Next image, with these objects"), "arrow-right", "Ctrl+Alt+D",
       [&w] { w.goWithObjects(1); }},
      {"object.toPreviousImage", tr("Previous image, with these objects"), "arrow-left",
       "Ctrl+Alt+A", [&w] { w.goWithObjects(-1); }},
      {},
  };
}

std::vector<ActionRow> stateRows(LabelWorkspace& w) {
  ObjectCommands& objects = w.objectCommands();
  return {
      {},
      {"object.group", tr("Group"), "group", "G", [&objects] { objects.group(); }},
      {"object.ungroup", tr("Ungroup"), "ungroup", "U", [&objects] { objects.ungroup(); }},
      {"object.join", tr("Join into one object"), "combine", "J", [&objects] { objects.join(); }},
      {"object.slice", tr("Slice the polygon"), "slice", "Shift+J", [&w] { w.slice(); }},
      {},
      {"object.hide", tr("Hide or show"), "eye-off", "T", [&objects] { objects.toggleHidden(); }},
      {"object.lock", tr("Lock or unlock"), "lock", "Shift+L",
       [&objects] { objects.toggleLock(); }},
      {"object.unlockAll", tr("Unlock all objects"), "lock-open", "",
       [&objects] { objects.unlockAll(); }},
      {},
      {"object.delete", tr("Delete"), "trash-2", "Del; Backspace",
       [&w] { w.commands().removeSelection(); }},
  };
}

}  // namespace

std::vector<ActionRow> objectRows(LabelWorkspace& w) {
  ObjectCommands& objects = w.objectCommands();
  std::vector<ActionRow> rows{{"object.class", tr("Change class"), "tag", "Ctrl+E",
                               [&w] { w.classAsking().askForSelection(); }}};
  for (const auto& more :
       {markRows(objects), copyRows(w), orderRows(objects), convertRows(objects), stateRows(w)}) {
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

}  // namespace touchstone::ui
