// A system call as strace(1) writes it: "wait4(-1, NULL, 0, NULL) = 10001".
//
// What its arguments are stands in the call's row (Syscall::arguments), as a list of such writers.
// Of a call without one all six registers stand there, in hex.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/family.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// A call that is about to be made, or has begun.
struct WrittenCall {
  const Task& task;
  const Arguments& values;

  std::uint64_t value(std::size_t argument) const { return values[argument]; }
};

/// One that has ended.
struct EndedCall : WrittenCall {
  std::int64_t result = 0;
};

/// Its arguments, before the kernel has done anything: what they point to is read now, for later it
/// may have changed. `call` is its row; nullptr where nobody knows it.
std::vector<std::string> written_arguments(const WrittenCall& written, const Syscall* call);

/// Likewise, as a whole.
std::string call_text(const WrittenCall& written, const Syscall* call, std::int64_t number);

/// When it has ended: with its result, and what the kernel has filled in. `arguments` were written
/// when it began.
std::string call_text(const EndedCall& ended, const Syscall* call, std::int64_t number,
                      std::vector<std::string> arguments);

/// "3", "-1 ENOENT (No such file or directory)".
std::string result_text(std::int64_t result);

/// Bytes as a C program would write them; of more than 32 the first ones, and "...".
std::string in_quotes(std::string_view bytes, bool whole = true);

}  // namespace procdemo::syscalls

/// For Syscall::arguments, but for the names of flags (arguments/flag_names.h), and for
/// Syscall::answer, whose names end in `_result`. What can't be read is written as its address. One
/// that writes nothing has no place in the call. Those of an EndedCall write what the kernel has
/// filled in.
namespace procdemo::syscalls::as {

// numbers.cpp
std::string number(const WrittenCall& call, std::size_t at);  ///< an int
std::string size(const WrittenCall& call, std::size_t at);
std::string offset(const WrittenCall& call, std::size_t at);
std::string page_offset(const WrittenCall& call, std::size_t at);  ///< of mmap(2)
std::string hex(const WrittenCall& call, std::size_t at);
std::string pointer(const WrittenCall& call, std::size_t at);
std::string descriptor(const WrittenCall& call, std::size_t at);
std::string signal(const WrittenCall& call, std::size_t at);
std::string clock(const WrittenCall& call, std::size_t at);
std::string written_number(const EndedCall& call, std::size_t at);  ///< an int: "[3]"
std::string two_numbers(const EndedCall& call, std::size_t at);     ///< of pipe(2): "[3, 4]"

// flags.cpp
std::string mode(const WrittenCall& call, std::size_t at);         ///< "0644"
std::string mode_of_new(const WrittenCall& call, std::size_t at);  ///< behind open(2)'s flags
std::string open_flags(const WrittenCall& call, std::size_t at);
std::string descriptor_flags(const WrittenCall& call, std::size_t at);  ///< of pipe2(2), dup3(2)
std::string access_mode(const WrittenCall& call, std::size_t at);
std::string protection(const WrittenCall& call, std::size_t at);
std::string ipc_flags(const WrittenCall& call, std::size_t at);
std::string socket_type(const WrittenCall& call, std::size_t at);
std::string protocol(const WrittenCall& call, std::size_t at);  ///< behind a family and a type
std::string clone_arguments(const WrittenCall& call, std::size_t at);  ///< all of them
std::string clone_told(const EndedCall& call, std::size_t at);
std::string fcntl_argument(const WrittenCall& call, std::size_t at);
std::string fcntl_told(const EndedCall& call, std::size_t at);
std::string fcntl_result(const EndedCall& call);
std::string mode_result(const EndedCall& call);
std::string hex_result(const EndedCall& call);

// texts.cpp
std::string path(const WrittenCall& call, std::size_t at);
std::string bytes(const WrittenCall& call, std::size_t at);  ///< as many as the next argument says
std::string bytes_read(const EndedCall& call, std::size_t at);  ///< as many as the result says
std::string text_read(const EndedCall& call, std::size_t at);   ///< of getcwd(2)
std::string pieces(const WrittenCall& call, std::size_t at);    ///< of writev(2), and how many
std::string words(const WrittenCall& call, std::size_t at);     ///< argv
std::string environment(const WrittenCall& call, std::size_t at);

// structures.cpp
std::string time(const WrittenCall& call, std::size_t at);           ///< a timespec
std::string time_told(const EndedCall& call, std::size_t at);        ///< that the kernel fills in
std::string clock_time_told(const EndedCall& call, std::size_t at);  ///< a timeval, likewise
std::string file_facts(const EndedCall& call, std::size_t at);       ///< of stat(2)
std::string usage(const EndedCall& call, std::size_t at);            ///< of wait4(2)
std::string record_lock(const WrittenCall& call, std::size_t at);    ///< of fcntl(2)
std::string lock_told(const EndedCall& call, std::size_t at);

// signals.cpp
std::string wait_status(const EndedCall& call, std::size_t at);
std::string ended_child(const EndedCall& call, std::size_t at);   ///< of waitid(2)
std::string signal_set(const WrittenCall& call, std::size_t at);  ///< "[INT USR1]"
std::string signals_told(const EndedCall& call, std::size_t at);  ///< that the kernel fills in
std::string signal_action(const WrittenCall& call, std::size_t at);
std::string action_told(const EndedCall& call, std::size_t at);

// waiting.cpp
std::string polled(const WrittenCall& call, std::size_t at);  ///< as many as the next argument says
std::string selected(const WrittenCall& call, std::size_t at);  ///< descriptors below the first one
std::string clock_time(const WrittenCall& call, std::size_t at);  ///< a timeval
std::string epoll_event(const WrittenCall& call, std::size_t at);
std::string epoll_events(const EndedCall& call, std::size_t at);       ///< as many as came
std::string futex_arguments(const WrittenCall& call, std::size_t at);  ///< from its operation on
std::string poll_result(const EndedCall& call);
std::string select_result(const EndedCall& call);
std::string pselect_result(const EndedCall& call);

// sockets.cpp
std::string address(const WrittenCall& call, std::size_t at);  ///< of so many bytes: the next one
std::string address_told(const EndedCall& call, std::size_t at);
std::string length_told(const EndedCall& call, std::size_t at);
std::string message(const WrittenCall& call, std::size_t at);  ///< of sendmsg(2)
std::string message_told(const EndedCall& call, std::size_t at);
std::string pieces_read(const EndedCall& call, std::size_t at);  ///< of readv(2)
std::string option_value(const WrittenCall& call, std::size_t at);

// system_v.cpp
std::string ipc_message_flags(const WrittenCall& call, std::size_t at);
std::string ipc_key(const WrittenCall& call, std::size_t at);
std::string semaphore_changes(const WrittenCall& call, std::size_t at);
std::string semaphore_argument(const WrittenCall& call, std::size_t at);  ///< behind its command
std::string queued(const WrittenCall& call, std::size_t at);    ///< a message, before its size
std::string queue_told(const EndedCall& call, std::size_t at);  ///< one that was received

}  // namespace procdemo::syscalls::as
