// x86-64: instructions as functions of C libraries begin with (Intel SDM, volume 2, chapter 2:
// prefixes, REX, opcode, ModRM, SIB, displacement, immediate).
#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "tracee/arch/detour.h"

namespace procdemo::tracee {

namespace {

constexpr std::uint8_t long_jump = 0xE9;  // and how far, in four bytes

// Reads on from byte to byte; past the end come zeros, and `beyond` is set.
class Code {
 public:
  explicit Code(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t next() {
    if (at_ == bytes_.size()) beyond_ = true;
    return beyond_ ? std::uint8_t{0} : static_cast<std::uint8_t>(bytes_[at_++]);
  }
  void skip(std::size_t bytes) {
    beyond_ = beyond_ || bytes_.size() - at_ < bytes;
    if (!beyond_) at_ += bytes;
  }
  std::size_t length() const { return beyond_ ? 0 : at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool beyond_ = false;
};

bool is_one_of(std::uint8_t byte, std::initializer_list<std::uint8_t> bytes) {
  return std::ranges::count(bytes, byte) != 0;
}

// What comes behind the opcode: a register or an address, and so many bytes of a constant.
struct Form {
  bool modrm = false;
  std::size_t constant = 0;
};

std::optional<Form> form_of_two_bytes(std::uint8_t second) {
  constexpr std::uint8_t endbr64 = 0x1E, nop = 0x1F, movzx_b = 0xB6, movzx_w = 0xB7, movsx_b = 0xBE,
                         movsx_w = 0xBF, cmpxchg = 0xB1, xadd = 0xC1;
  if (!is_one_of(second, {endbr64, nop, movzx_b, movzx_w, movsx_b, movsx_w, cmpxchg, xadd})) {
    return std::nullopt;
  }
  return Form{.modrm = true};
}

// Arithmetic, moves, pushes; none that goes anywhere.
std::optional<Form> form_of(std::uint8_t opcode, bool wide) {
  const bool arithmetic = opcode < 0x40 && (opcode & 7) < 4;  // add, or, and, sub, xor, cmp
  if (arithmetic || is_one_of(opcode, {0x63, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8D}))
    return Form{.modrm = true};
  if (opcode >= 0x50 && opcode < 0x60) return Form{};  // push and pop
  if (opcode >= 0xB8 && opcode < 0xC0) return Form{.constant = wide ? 8u : 4u};
  if (is_one_of(opcode, {0x80, 0x83, 0xC0, 0xC1, 0xC6})) return Form{.modrm = true, .constant = 1};
  if (is_one_of(opcode, {0x69, 0x81, 0xC7})) return Form{.modrm = true, .constant = 4};
  return std::nullopt;
}

// False for an address that counts from the instruction itself.
bool skip_address(Code& code, std::uint8_t modrm) {
  const std::uint8_t mode = modrm >> 6, base = modrm & 7;
  if (mode == 3) return true;  // a register
  if (mode == 0 && base == 5) return false;
  std::uint8_t from = base;
  if (base == 4) from = code.next() & 7;
  if (mode == 1) code.skip(1);
  if (mode == 2 || (mode == 0 && base == 4 && from == 5)) code.skip(4);
  return true;
}

// The opcode FF is an increment or a decrement, or goes somewhere.
bool goes_on(std::uint8_t opcode, std::uint8_t modrm) {
  return opcode != 0xFF || (modrm >> 3 & 7) < 2;
}

// 0 where it can't be moved.
std::size_t length_of_movable(std::string_view bytes) {
  constexpr std::uint8_t two_bytes = 0x0F, counts = 0xFF;
  Code code(bytes);
  std::uint8_t opcode = code.next();
  while (is_one_of(opcode, {0x64, 0x65, 0xF0, 0xF2, 0xF3})) opcode = code.next();  // prefixes
  bool wide = false;
  if ((opcode & 0xF0) == 0x40) {  // REX
    wide = opcode & 8;
    opcode = code.next();
  }
  const auto form = opcode == two_bytes ? form_of_two_bytes(code.next())
                    : opcode == counts  ? std::optional(Form{.modrm = true})
                                        : form_of(opcode, wide);
  if (!form) return 0;
  if (form->modrm) {
    const std::uint8_t modrm = code.next();
    if (!goes_on(opcode, modrm) || !skip_address(code, modrm)) return 0;
  }
  code.skip(form->constant);
  return code.length();
}

}  // namespace

std::optional<std::string> detour(std::string_view code, std::uint64_t from, std::uint64_t to) {
  constexpr std::uint64_t size_of_jump = 5;
  const std::size_t length = length_of_movable(code);
  const auto distance = static_cast<std::int64_t>(from - (to + size_of_jump));
  const auto near = static_cast<std::int32_t>(distance);
  if (length == 0 || near != distance) return std::nullopt;
  std::string moved(code.substr(0, length));
  moved += static_cast<char>(long_jump);
  moved.append(reinterpret_cast<const char*>(&near), sizeof near);
  return moved;
}

}  // namespace procdemo::tracee
