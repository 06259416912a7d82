#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

struct KindRow {
  PartKind kind;
  std::string_view name;
  Part (*make)(Random&);
};

constexpr std::array kindRows{
    KindRow{PartKind::Bearing, "bearing", makeBearing},
    KindRow{PartKind::Bolt, "bolt", makeBolt},
    KindRow{PartKind::CotterPin, "cotter_pin", makeCotterPin},
    KindRow{PartKind::Gear, "gear", makeGear},
    KindRow{PartKind::Nut, "nut", makeNut},
    KindRow{PartKind::Spring, "spring", makeSpring},
    KindRow{PartKind::Washer, "washer", makeWasher},
    KindRow{PartKind::WingNut, "wing_nut", makeWingNut},
};

const KindRow& rowOf(PartKind kind) {
  return kindRows[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view nameOf(PartKind kind) {
  return rowOf(kind).name;
}

Part makePart(PartKind kind, Random& random) {
  return rowOf(kind).make(random);
}

}  // namespace touchstone::labeling
