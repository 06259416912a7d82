#pragma once

#include "tests/labeling/labelme_fixture.h"

#include <QtTest>

namespace touchstone::labeling {

inline LabelmeFile read(const std::string& text) {
  auto file = readLabelmeText(text, "a.json", {.width = 80, .height = 60});
  return file ? *std::move(file) : LabelmeFile();
}

inline LabelmeText written(const Document& document, const std::string& source) {
  auto text = labelmeJson(document, 1, {.sourceText = source, .dialect = std::nullopt});
  return text ? *std::move(text) : LabelmeText();
}

/// A file with that text as its only shape.
inline std::string fileWith(const std::string& shape) {
  return withQuotes("{'version': '5.0.0', 'flags': {}, 'shapes': [") + shape +
         withQuotes("], 'imagePath': 'a.jpg', 'imageData': null}");
}

inline std::string pointShape(const std::string& more) {
  return withQuotes("{'label': 'a', 'points': [[1, 2]], 'shape_type': 'point'") + more + "}";
}

inline Annotation annotationOf(Shape shape) {
  Annotation annotation;
  annotation.image = 1;
  annotation.labelClass = 1;
  annotation.shape = std::move(shape);
  return annotation;
}

/// Returns what is around the first place where the texts differ, for messages.
inline std::string difference(const std::string& a, const std::string& b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) {
    ++i;
  }
  const std::size_t from = i > 60 ? i - 60 : 0;
  return "…" + a.substr(from, 120) + "\n---\n…" + b.substr(from, 120);
}

inline void compareTexts(const std::string& actual, const std::string& expected) {
  QVERIFY2(actual == expected, difference(actual, expected).c_str());
}

inline std::string replaced(std::string text, const std::string& before, const std::string& after) {
  const std::size_t at = text.find(before);
  return at == std::string::npos ? std::string() : text.replace(at, before.size(), after);
}

}  // namespace touchstone::labeling
