// Which values travel as the bytes that they are, and cereal's archives for all others.
#pragma once

#include <cereal/archives/binary.hpp>
#include <cereal/types/array.hpp>
#include <cereal/types/bitset.hpp>
#include <cereal/types/chrono.hpp>
#include <cereal/types/common.hpp>
#include <cereal/types/complex.hpp>
#include <cereal/types/deque.hpp>
#include <cereal/types/list.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/set.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/tuple.hpp>
#include <cereal/types/unordered_map.hpp>
#include <cereal/types/unordered_set.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/variant.hpp>
#include <cereal/types/vector.hpp>

#include <array>
#include <bitset>
#include <chrono>
#include <complex>
#include <cstddef>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace multiprocess {

/// Thrown by unpack: these bytes are not what pack makes of such values.
class MalformedBytes : public std::runtime_error {
 public:
  explicit MalformedBytes(const std::string& why) : std::runtime_error(why) {}
};

/// Whether a T only shows memory of this process, which another one does not have: a pointer, a
/// view. (A pointer to a function is the same in every forked process, and may travel.)
template <class T>
inline constexpr bool points_into_memory =
    std::is_null_pointer_v<T> ||
    (std::is_pointer_v<T> && !std::is_function_v<std::remove_pointer_t<T>>);
template <class Char, class Traits>
inline constexpr bool points_into_memory<std::basic_string_view<Char, Traits>> = true;
template <class T, std::size_t size>
inline constexpr bool points_into_memory<std::span<T, size>> = true;
template <class T>
inline constexpr bool points_into_memory<std::reference_wrapper<T>> = true;

/// cereal's archive into a string.
class ArchiveWriter : public cereal::OutputArchive<ArchiveWriter> {
 public:
  explicit ArchiveWriter(std::string& bytes)
      : cereal::OutputArchive<ArchiveWriter>(this), bytes_(bytes) {}

  void saveBinary(const void* data, std::size_t size) {  // cereal's name for it
    bytes_.append(static_cast<const char*>(data), size);
  }

 private:
  std::string& bytes_;
};

/// cereal's archive out of bytes; takes what it has read off their front.
class ArchiveReader : public cereal::InputArchive<ArchiveReader> {
 public:
  explicit ArchiveReader(std::string_view& bytes)
      : cereal::InputArchive<ArchiveReader>(this), bytes_(bytes) {}

  void loadBinary(void* data, std::size_t size) {
    if (size > bytes_.size()) throw MalformedBytes("the bytes end in the middle of a value");
    if (size != 0) std::memcpy(data, bytes_.data(), size);
    bytes_.remove_prefix(size);
  }

  /// A container is made as large as its count says before its elements are read. An element takes
  /// no bytes at all only where its serialize does nothing; many of those are not believed.
  void check_count(cereal::size_type count) const {
    constexpr cereal::size_type believed = 1 << 16;
    if (count > bytes_.size() && count > believed)
      throw MalformedBytes("a container counts more elements than there are bytes");
  }

 private:
  std::string_view& bytes_;
};

/// Whether somebody has said how a T is to be sent: by functions of its own, or with an archive
/// from outside (other archives are asked for, as what ours know by themselves is below).
template <class T>
inline constexpr bool has_own_archiving =
    std::is_class_v<T> &&
    (cereal::traits::is_output_serializable<T, cereal::BinaryOutputArchive>::value ||
     cereal::traits::is_input_serializable<T, cereal::BinaryInputArchive>::value ||
     cereal::traits::has_member_serialize<T, ArchiveWriter>::value ||
     cereal::traits::has_member_save<T, ArchiveWriter>::value ||
     cereal::traits::has_member_load<T, ArchiveReader>::value);

// What cereal does for these of the standard library is to send their parts.
template <class T, std::size_t size>
inline constexpr bool has_own_archiving<std::array<T, size>> = has_own_archiving<T>;
template <class T>
inline constexpr bool has_own_archiving<std::optional<T>> = has_own_archiving<T>;
template <class T>
inline constexpr bool has_own_archiving<std::complex<T>> = false;
template <class First, class Second>
inline constexpr bool has_own_archiving<std::pair<First, Second>> =
    has_own_archiving<First> || has_own_archiving<Second>;
template <class... Parts>
inline constexpr bool has_own_archiving<std::tuple<Parts...>> = (has_own_archiving<Parts> || ...);
template <class... Kinds>
inline constexpr bool has_own_archiving<std::variant<Kinds...>> = (has_own_archiving<Kinds> || ...);
template <class Number, class Period>
inline constexpr bool has_own_archiving<std::chrono::duration<Number, Period>> = false;
template <class Clock, class Duration>
inline constexpr bool has_own_archiving<std::chrono::time_point<Clock, Duration>> = false;
template <std::size_t size>
inline constexpr bool has_own_archiving<std::bitset<size>> = false;

/// Whether a T is its bytes. (A std::mutex calls itself trivially copyable, as its copying is
/// deleted.) A struct that holds a pointer passes for one, and one that holds a type with functions
/// of its own: nobody can see into it.
template <class T>
inline constexpr bool is_plain =
    std::is_trivially_copyable_v<T> && std::is_move_constructible_v<T> && !points_into_memory<T> &&
    !has_own_archiving<T>;

}  // namespace multiprocess
