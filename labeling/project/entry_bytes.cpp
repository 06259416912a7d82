#include "labeling/project/entry_bytes.h"

#include "labeling/project/byte_code.h"
#include "labeling/project/entry_json.h"
#include "labeling/project/shape_bytes.h"

namespace touchstone::labeling {
namespace {

/// The first byte of a change. Kinds of which there are few go as JSON.
enum class Form : std::uint8_t { Json, NoImage, Image, NoAnnotation, Annotation };

/// The bits of an annotation's flags: 1 says that more of its attributes follow as text.
constexpr std::uint8_t hasTexts = 1;

std::uint8_t flagsOf(const Attributes& attributes) {
  const bool hasMore = !attributes.pose.empty() || !attributes.description.empty() ||
                       !attributes.annotator.empty() || attributes.group || attributes.score ||
                       attributes.layer != 0 || !attributes.custom.empty();
  return static_cast<std::uint8_t>((hasMore ? hasTexts : 0) | (attributes.difficult ? 2 : 0) |
                                   (attributes.truncated ? 4 : 0) | (attributes.occluded ? 8 : 0) |
                                   (attributes.crowd ? 16 : 0) | (attributes.verified ? 32 : 0) |
                                   (attributes.locked ? 64 : 0));
}

void add(ByteWriter& bytes, const std::optional<std::int64_t>& number) {
  bytes.addByte(number ? 1 : 0);
  bytes.addSigned(number.value_or(0));
}

std::optional<std::int64_t> optionalIn(ByteReader& bytes) {
  const bool isSet = bytes.byte() != 0;
  const std::int64_t number = bytes.signedNumber();
  return isSet ? std::optional(number) : std::nullopt;
}

void addTexts(ByteWriter& bytes, const Attributes& attributes) {
  bytes.addText(attributes.pose);
  bytes.addText(attributes.description);
  bytes.addText(attributes.annotator);
  add(bytes, attributes.group);
  bytes.addByte(attributes.score ? 1 : 0);
  bytes.addDouble(attributes.score.value_or(0));
  bytes.addSigned(attributes.layer);
  bytes.addText(textOf(attributes.custom));
}

Attributes attributesIn(ByteReader& bytes) {
  const std::uint8_t flags = bytes.byte();
  Attributes attributes{.difficult = (flags & 2) != 0,
                        .truncated = (flags & 4) != 0,
                        .occluded = (flags & 8) != 0,
                        .crowd = (flags & 16) != 0,
                        .pose = {},
                        .description = {},
                        .group = {},
                        .score = {},
                        .annotator = {},
                        .verified = (flags & 32) != 0,
                        .locked = (flags & 64) != 0,
                        .layer = 0,
                        .custom = {}};
  if ((flags & hasTexts) == 0) {
    return attributes;
  }
  attributes.pose = bytes.text();
  attributes.description = bytes.text();
  attributes.annotator = bytes.text();
  attributes.group = optionalIn(bytes);
  const bool hasScore = bytes.byte() != 0;
  const double score = bytes.doubleNumber();
  attributes.score = hasScore ? std::optional(score) : std::nullopt;
  attributes.layer = static_cast<int>(bytes.signedNumber());
  attributes.custom = customFromText(bytes.text());
  return attributes;
}

void add(ByteWriter& bytes, const Annotation& annotation) {
  bytes.addSigned(annotation.image);
  bytes.addSigned(annotation.labelClass);
  bytes.addText(bytesOf(annotation.shape));
  const std::uint8_t flags = flagsOf(annotation.attributes);
  bytes.addByte(flags);
  if ((flags & hasTexts) != 0) {
    addTexts(bytes, annotation.attributes);
  }
  bytes.addSigned(annotation.sourceId);
  bytes.addText(annotation.unknown);
}

/// Returns nothing when the shape is damaged; `bytes` says whether the rest is.
std::optional<Annotation> annotationIn(ByteReader& bytes) {
  Annotation annotation;
  annotation.image = bytes.signedNumber();
  annotation.labelClass = bytes.signedNumber();
  auto shape = shapeOfBytes(bytes.text());
  if (!shape) {
    return std::nullopt;
  }
  annotation.shape = *std::move(shape);
  annotation.attributes = attributesIn(bytes);
  annotation.sourceId = bytes.signedNumber();
  annotation.unknown = bytes.text();
  return annotation;
}

void add(ByteWriter& bytes, const Image& image) {
  bytes.addText(image.path);
  bytes.addSigned(image.width);
  bytes.addSigned(image.height);
  bytes.addText(image.contentHash);
  bytes.addCount(image.perceptualHash);
  bytes.addByte(static_cast<std::uint8_t>(image.split));
  bytes.addByte(static_cast<std::uint8_t>(image.state));
  bytes.addCount(image.tags.size());
  for (const std::string& tag : image.tags) {
    bytes.addText(tag);
  }
  bytes.addText(image.problem);
  add(bytes, image.sourceId);
  bytes.addText(image.unknown);
}

Image imageIn(ByteReader& bytes) {
  Image image;
  image.path = bytes.text();
  image.width = static_cast<int>(bytes.signedNumber());
  image.height = static_cast<int>(bytes.signedNumber());
  image.contentHash = bytes.text();
  image.perceptualHash = bytes.count();
  image.split = static_cast<Split>(bytes.byte() % 4);
  image.state = static_cast<ImageState>(bytes.byte() % 4);
  for (std::uint64_t tags = bytes.count(); tags > 0 && bytes.isIntact(); --tags) {
    image.tags.push_back(bytes.text());
  }
  image.problem = bytes.text();
  image.sourceId = optionalIn(bytes);
  image.unknown = bytes.text();
  return image;
}

/// Writes one change.
struct ChangeWriter {
  ByteWriter& bytes;

  void operator()(const ImageChange& change) const { begin(change, Form::NoImage, Form::Image); }
  void operator()(const AnnotationChange& change) const {
    begin(change, Form::NoAnnotation, Form::Annotation);
  }
  template <class Value>
  void operator()(const Change<Value>& change) const {
    bytes.addByte(static_cast<std::uint8_t>(Form::Json));
    bytes.addText(changesToText({change}));
  }

private:
  template <class Value>
  void begin(const Change<Value>& change, Form absent, Form present) const {
    bytes.addByte(static_cast<std::uint8_t>(change.value ? present : absent));
    bytes.addSigned(change.id);
    if (change.value) {
      add(bytes, *change.value);
    }
  }
};

/// Reads one change; false for a damaged one.
bool readChange(ByteReader& bytes, std::vector<AnyChange>& changes) {
  const auto form = static_cast<Form>(bytes.byte());
  if (form == Form::Json) {
    auto read = changesFromText(bytes.text());
    if (!read || read->size() != 1) {
      return false;
    }
    changes.push_back(std::move(read->front()));
    return bytes.isIntact();
  }
  const std::int64_t id = bytes.signedNumber();
  switch (form) {
    case Form::NoImage:
      changes.emplace_back(ImageChange{id, std::nullopt});
      return bytes.isIntact();
    case Form::Image:
      changes.emplace_back(ImageChange{id, imageIn(bytes)});
      return bytes.isIntact();
    case Form::NoAnnotation:
      changes.emplace_back(AnnotationChange{id, std::nullopt});
      return bytes.isIntact();
    case Form::Annotation: {
      auto annotation = annotationIn(bytes);
      const bool isWhole = annotation && bytes.isIntact();
      changes.emplace_back(AnnotationChange{id, std::move(annotation)});
      return isWhole;
    }
    default:
      return false;
  }
}

}  // namespace

std::string bytesOf(const std::vector<AnyChange>& changes) {
  ByteWriter bytes;
  for (const AnyChange& change : changes) {
    std::visit(ChangeWriter{bytes}, change);
  }
  return bytes.take();
}

Result<std::vector<AnyChange>> changesOfBytes(std::string_view bytes) {
  std::vector<AnyChange> changes;
  ByteReader reader(bytes);
  while (reader.left() > 0) {
    if (!readChange(reader, changes)) {
      return Error{ErrorKind::BadInput, {}, "An entry of the history is damaged."};
    }
  }
  return changes;
}

}  // namespace touchstone::labeling
