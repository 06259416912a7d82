#include "training/weights/sha256.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace touchstone::training {

namespace {

using Words = std::array<std::uint32_t, 8>;
using Constants = std::array<std::uint32_t, 64>;

/// Returns the first 32 bits of the fractional part.
std::uint32_t fractionBits(long double value) {
  return static_cast<std::uint32_t>((value - std::floor(value)) * 4294967296.0L);
}

/// The standard's constants: cube roots of the first 64 primes, square roots of the first 8.
void makeConstants(Constants& rounds, Words& start) {
  std::size_t count = 0;
  for (int candidate = 2; count < rounds.size(); ++candidate) {
    bool prime = true;
    for (int divisor = 2; divisor * divisor <= candidate; ++divisor) {
      prime = prime && candidate % divisor != 0;
    }
    if (!prime) {
      continue;
    }
    if (count < start.size()) {
      start[count] = fractionBits(std::sqrt(static_cast<long double>(candidate)));
    }
    rounds[count++] = fractionBits(std::cbrt(static_cast<long double>(candidate)));
  }
}

void addBlock(Words& state, const Constants& rounds, std::string_view block) {
  Constants words{};
  for (std::size_t i = 0; i < 64; ++i) {
    words[i / 4] = (words[i / 4] << 8) | static_cast<unsigned char>(block[i]);
  }
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t a = words[i - 15];
    const std::uint32_t b = words[i - 2];
    words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) + words[i - 7] +
               (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                ((e & f) ^ (~e & g)) + rounds[i] + words[i];
    const std::uint32_t second =
        (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  const Words added = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) {
    state[i] += added[i];
  }
}

}  // namespace

std::string sha256(std::string_view bytes) {
  Constants rounds{};
  Words state{};
  makeConstants(rounds, state);
  std::string tail(bytes.substr(bytes.size() / 64 * 64));
  for (std::size_t i = 0; i + 64 <= bytes.size(); i += 64) {
    addBlock(state, rounds, bytes.substr(i, 64));
  }
  tail += '\x80';
  tail.append((120 - tail.size() % 64) % 64, '\0');
  const std::uint64_t bits = static_cast<std::uint64_t>(bytes.size()) * 8;
  for (int shift = 56; shift >= 0; shift -= 8) {
    tail += static_cast<char>((bits >> shift) & 0xFF);
  }
  for (std::size_t i = 0; i < tail.size(); i += 64) {
    addBlock(state, rounds, std::string_view(tail).substr(i, 64));
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint32_t word : state) {
    for (int shift = 28; shift >= 0; shift -= 4) {
      text += digits[(word >> shift) & 0xF];
    }
  }
  return text;
}

}  // namespace touchstone::training
