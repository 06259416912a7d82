#include "labeling/formats/json_stream.h"

#include "labeling/formats/json_brackets.h"
#include "labeling/formats/json_syntax.h"
#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::labeling {
namespace {

constexpr std::size_t pieceBytes = 1 << 20;

}  // namespace

std::string_view JsonValue::member(std::string_view name) const {
  for (auto found = members.rbegin(); found != members.rend(); ++found) {
    if (found->name == name) {
      return found->value;
    }
  }
  return {};
}

JsonStream::JsonStream(std::string_view text) : text_(withoutByteOrderMark(text)) {
  passed_ = text.size() - text_.size();
}

JsonStream::JsonStream(std::unique_ptr<std::istream> stream) : stream_(std::move(stream)) {
  while (text_.size() < 3 && readMore()) {
  }
  at_ = text_.size() - withoutByteOrderMark(text_).size();
}

bool JsonStream::readMore() {
  if (stream_ == nullptr || !stream_->good()) {
    return false;
  }
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(at_));
  passed_ += at_;
  at_ = 0;
  const std::size_t kept = buffer_.size();
  // A value that does not fit is read twice as far each time, so that it is not gone over often.
  buffer_.resize(kept + std::max(pieceBytes, kept));
  stream_->read(buffer_.data() + kept, static_cast<std::streamsize>(buffer_.size() - kept));
  buffer_.resize(kept + static_cast<std::size_t>(stream_->gcount()));
  text_ = {buffer_.data(), buffer_.size()};
  return buffer_.size() > kept;
}

char JsonStream::next() {
  while (!failure_) {
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    if (at_ < text_.size()) {
      return text_[at_];
    }
    if (!readMore()) {
      break;
    }
  }
  return 0;
}

bool JsonStream::take(char symbol) {
  if (next() != symbol || failure_ || at_ == text_.size()) {
    return false;
  }
  ++at_;
  return true;
}

std::optional<JsonValue> JsonStream::value() {
  JsonValue value;
  next();
  while (!failure_) {
    std::size_t length = 0;
    JsonEnd end = checkJsonValue(text_.substr(at_), nesting_, value, length);
    if (end == JsonEnd::Unfinished && readMore()) {
      continue;
    }
    if (end != JsonEnd::Complete) {
      tooDeep_ = end == JsonEnd::TooDeep;
      at_ += length;
      refuse();
      break;
    }
    at_ += length;
    return value;
  }
  return std::nullopt;
}

std::size_t JsonStream::skipValue() {
  const char first = next();
  if (first != '[' && first != '{') {
    static_cast<void>(value());
    return 0;
  }
  BracketWalk walk(0);
  do {
    if (at_ == text_.size() && !readMore()) {
      refuse();
      break;
    }
    const char* const begin = text_.data() + at_;
    at_ += static_cast<std::size_t>(walk.pass(begin, text_.data() + text_.size()) - begin);
  } while (!walk.isOver());
  return walk.closedWithin();
}

std::string_view JsonStream::items(std::size_t bytes) {
  BracketWalk walk(1);
  std::size_t length = 0;
  bool isEnd = false;
  while (!isEnd && (at_ + length < text_.size() || readMore())) {
    const char* const begin = text_.data() + at_ + length;
    const std::size_t left = text_.size() - at_ - length;
    const std::size_t step = length < bytes ? std::min(left, bytes - length) : 1;
    length += static_cast<std::size_t>(walk.pass(begin, begin + step) - begin);
    isEnd = walk.isOver() ||
            (length >= bytes && text_[at_ + length - 1] == ',' && walk.isBetweenItems());
  }
  at_ += length;
  return text_.substr(at_ - length, length);
}

std::optional<std::string> JsonStream::memberName() {
  if (next() != '"') {
    return std::nullopt;
  }
  const auto name = value();
  auto text = name ? textOfJsonString(name->text) : std::nullopt;
  return text && take(':') ? text : std::nullopt;
}

std::uint64_t JsonStream::position() const {
  return passed_ + at_;
}

void JsonStream::goTo(std::uint64_t position) {
  if (stream_ == nullptr) {
    at_ = static_cast<std::size_t>(position - passed_);
    return;
  }
  stream_->clear();
  stream_->seekg(static_cast<std::streamoff>(position));
  buffer_.clear();
  text_ = {};
  passed_ = position;
  at_ = 0;
}

void JsonStream::refuse() {
  if (!failure_) {
    failure_ = position() + 1;
  }
}

std::optional<std::string> textOfJsonString(std::string_view value) {
  if (value.size() < 2 || value.front() != '"') {
    return std::nullopt;
  }
  if (value.find('\\') == std::string_view::npos) {
    return std::string(value.substr(1, value.size() - 2));
  }
  const auto json = nlohmann::json::parse(value, nullptr, false);
  return json.is_string() ? std::optional(json.get<std::string>()) : std::nullopt;
}

}  // namespace touchstone::labeling
