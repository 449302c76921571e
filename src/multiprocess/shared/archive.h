// Values as bytes, for the way from one process to another.
//
// A trivially copyable value travels as the bytes that it is; every other one through cereal
// (https://uscilab.github.io/cereal), which knows the standard containers, and each type that has a
// `template <class Archive> void serialize(Archive& archive) { archive(first, second); }`. Such
// functions of its own are called for a trivially copyable type, too: they may do what a copy of
// the bytes does not.
// Both ends are processes of one machine, usually of one program, so the bytes are the machine's
// own: no byte order, no version. Whoever reads trusts the types, and nothing else: a count or a
// length that the bytes do not bear out is an exception, not a crash.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "multiprocess/shared/plain.h"

namespace multiprocess {

// What cereal calls for the smallest pieces; found through the archive's namespace.

/// Known to no archive, but made of nothing but bytes: a plain struct in a container.
template <class T>
inline constexpr bool is_plain_struct =
    std::is_class_v<T> && is_plain<T> &&
    !cereal::traits::is_output_serializable<T, cereal::BinaryOutputArchive>::value;

// The archive's type is looked at first: for other archives, the question whether T is a plain
// struct would lead back here, where T is a type of this namespace.
template <std::same_as<ArchiveWriter> Archive, class T>
  requires(std::is_arithmetic_v<T> || is_plain_struct<T>)
void CEREAL_SAVE_FUNCTION_NAME(Archive& archive, const T& value) {
  archive.saveBinary(&value, sizeof value);
}

template <std::same_as<ArchiveReader> Archive, class T>
  requires(std::is_arithmetic_v<T> || is_plain_struct<T>)
void CEREAL_LOAD_FUNCTION_NAME(Archive& archive, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    unsigned char byte = 0;
    archive.loadBinary(&byte, 1);
    if (byte > 1) throw MalformedBytes("a bool that is neither true nor false");
    value = byte != 0;
  } else {
    archive.loadBinary(&value, sizeof value);
  }
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(ArchiveWriter& archive, const cereal::BinaryData<T>& data) {
  archive.saveBinary(data.data, static_cast<std::size_t>(data.size));
}

template <class T>
void CEREAL_LOAD_FUNCTION_NAME(ArchiveReader& archive, cereal::BinaryData<T>& data) {
  archive.loadBinary(data.data, static_cast<std::size_t>(data.size));
}

template <class T>
void CEREAL_SERIALIZE_FUNCTION_NAME(ArchiveWriter& archive, cereal::SizeTag<T>& tag) {
  archive(tag.size);
}

template <class T>
void CEREAL_SERIALIZE_FUNCTION_NAME(ArchiveReader& archive, cereal::SizeTag<T>& tag) {
  archive(tag.size);
  archive.check_count(tag.size);
}

template <class Archive, class T>
  requires(std::is_same_v<Archive, ArchiveWriter> || std::is_same_v<Archive, ArchiveReader>)
void CEREAL_SERIALIZE_FUNCTION_NAME(Archive& archive, cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}

/// Whether a T can travel: it and all that it is said to consist of.
template <class T>
constexpr bool can_travel();

template <class... Parts>
constexpr bool can_travel(std::type_identity<std::tuple<Parts...>>) {
  return (can_travel<std::remove_cv_t<Parts>>() && ...);
}
template <class First, class Second>
constexpr bool can_travel(std::type_identity<std::pair<First, Second>>) {
  return can_travel<std::remove_cv_t<First>>() && can_travel<std::remove_cv_t<Second>>();
}
template <class... Kinds>
constexpr bool can_travel(std::type_identity<std::variant<Kinds...>>) {
  return (can_travel<Kinds>() && ...);
}
template <class T>
constexpr bool can_travel(std::type_identity<T>) {
  constexpr bool known = cereal::traits::is_output_serializable<T, ArchiveWriter>::value &&
                         cereal::traits::is_input_serializable<T, ArchiveReader>::value;
  if constexpr (known && requires { typename T::value_type; }) {
    return std::is_same_v<T, typename T::value_type> || can_travel<typename T::value_type>();
  } else {
    return known;
  }
}

template <class T>
constexpr bool can_travel() {
  if constexpr (points_into_memory<T>) {
    return false;
  } else if constexpr (is_plain<T>) {
    return true;
  } else {
    return can_travel(std::type_identity<T>{});
  }
}

/// The sentence that stands in place of cereal's pages of templates.
template <class T>
constexpr void require_travel() {
  static_assert(!points_into_memory<T>,
                "A pointer or a view means nothing in another process: pass the value itself, "
                "text as std::string.");
  static_assert(points_into_memory<T> || can_travel<T>(),
                "This type cannot travel between processes: it is neither trivially copyable nor "
                "known to cereal in both directions. Give it a member "
                "`template <class Archive> void serialize(Archive& archive) { archive(a, b); }`.");
}

/// Appends one value to `bytes`.
template <class T>
void pack_into(std::string& bytes, const T& value) {
  require_travel<T>();
  if constexpr (is_plain<T>) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  } else if constexpr (can_travel<T>()) {
    ArchiveWriter archive(bytes);
    archive(value);
  }
}

/// Takes one value off the front of `bytes`. Throws MalformedBytes, or what the value's own
/// functions throw.
template <class T>
T take(std::string_view& bytes) {
  require_travel<T>();
  if constexpr (is_plain<T> && !std::is_same_v<T, bool>) {
    if (bytes.size() < sizeof(T)) throw MalformedBytes("the bytes end in the middle of a value");
    std::array<std::byte, sizeof(T)> own;
    std::memcpy(own.data(), bytes.data(), sizeof(T));
    bytes.remove_prefix(sizeof(T));
    return std::bit_cast<T>(own);
  } else {
    static_assert(std::is_default_constructible_v<T>,
                  "cereal fills a value that is there already: this type needs a constructor "
                  "without arguments.");
    T value{};
    ArchiveReader archive(bytes);
    archive(value);
    return value;
  }
}

/// The values as bytes, one after the other.
template <class... T>
std::string pack(const T&... values) {
  std::string bytes;
  (pack_into(bytes, values), ...);
  return bytes;
}

/// The value that was packed; several make a tuple. Throws MalformedBytes when the bytes are too
/// few or too many.
template <class... T>
auto unpack(std::string_view bytes) {
  std::tuple<T...> values{take<T>(bytes)...};  // braces: from left to right
  if (!bytes.empty()) throw MalformedBytes("bytes are left over after the last value");
  if constexpr (sizeof...(T) == 1) {
    return std::get<0>(std::move(values));
  } else {
    return values;
  }
}

}  // namespace multiprocess

CEREAL_REGISTER_ARCHIVE(multiprocess::ArchiveWriter)
CEREAL_REGISTER_ARCHIVE(multiprocess::ArchiveReader)
CEREAL_SETUP_ARCHIVE_TRAITS(multiprocess::ArchiveReader, multiprocess::ArchiveWriter)
