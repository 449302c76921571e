// A call of a function as bytes: what a task is on its way to a worker.
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "multiprocess/shared/archive.h"

namespace multiprocess {

/// Runs a task: calls what stands in `arguments`, and appends what it returns to `result`. Throws
/// what the function throws.
///
/// The address of such a function says which one is meant: a worker was forked, so it has the same
/// program at the same addresses, and nothing needs a name or a registration.
using TaskCode = void (*)(std::string_view arguments, std::string& result);

/// What a parameter of type P is on its way: a value. Text that is only pointed to becomes a
/// string.
template <class P>
using Carried = std::conditional_t<std::is_same_v<std::decay_t<P>, const char*> ||
                                       std::is_same_v<std::decay_t<P>, char*> ||
                                       std::is_same_v<std::decay_t<P>, std::string_view>,
                                   std::string, std::decay_t<P>>;

/// An argument as it is carried to a parameter of type P: itself, or what it is converted to.
template <class P, class Argument>
decltype(auto) carried(const Argument& argument) {
  if constexpr (std::is_same_v<Carried<P>, Argument>) {
    return (argument);
  } else if constexpr (std::is_same_v<Carried<P>, std::string> &&
                       std::is_convertible_v<const Argument&, std::string_view>) {
    return std::string(std::string_view(argument));
  } else {
    Carried<P> value = argument;
    return value;
  }
}

/// A carried value as its parameter wants it.
template <class P>
decltype(auto) delivered(Carried<P>& value) {
  if constexpr (std::is_same_v<std::decay_t<P>, const char*>) {
    return value.c_str();
  } else if constexpr (std::is_same_v<std::decay_t<P>, char*>) {
    return value.data();
  } else if constexpr (std::is_lvalue_reference_v<P>) {
    return static_cast<Carried<P>&>(value);
  } else {
    return static_cast<Carried<P>&&>(value);
  }
}

/// A function and the types of its parameters; `result` is what it returns.
template <class Function, class... Parameters>
struct TaskCall {
  static_assert(is_plain<Function>,
                "A pool calls plain functions, and lambdas that capture nothing but plain values: "
                "pass what it needs as arguments.");
  static_assert(std::invocable<Function&, Parameters...>,
                "A pool calls the function with copies of the arguments: these do not fit it.");

  using Result = std::decay_t<std::invoke_result_t<Function&, Parameters...>>;

  template <class... Arguments>
  static void pack(std::string& bytes, const Function& function, const Arguments&... arguments) {
    if constexpr (!std::is_empty_v<Function>) pack_into(bytes, function);
    (pack_into<Carried<Parameters>>(bytes, carried<Parameters>(arguments)), ...);
  }

  /// Takes a packed call off the front of `bytes`, and makes it.
  static Result call(std::string_view& bytes) {
    Function function = take_function(bytes);
    std::tuple<Carried<Parameters>...> arguments{take<Carried<Parameters>>(bytes)...};
    return std::apply(
        [&](auto&... argument) -> Result {
          return std::invoke(function, delivered<Parameters>(argument)...);
        },
        arguments);
  }

  static void run(std::string_view bytes, std::string& result) { append_call(bytes, result); }

  /// The same with the result as bytes.
  static void append_call(std::string_view& bytes, std::string& result) {
    if constexpr (std::is_void_v<Result>) {
      call(bytes);
    } else {
      pack_into<Result>(result, call(bytes));
    }
  }

 private:
  // A closure that captures nothing has no bytes, and is as good as any other of its type.
  static Function take_function(std::string_view& bytes) {
    if constexpr (std::is_empty_v<Function>) {
      return std::bit_cast<Function>(std::byte{});
    } else {
      return take<Function>(bytes);
    }
  }
};

/// The TaskCall of a function that is called with such arguments: its parameters' types where they
/// can be known, so that the owner converts "text" to the std::string that the function takes; the
/// arguments' own types where they cannot (a template, an overloaded operator()).
template <class Function, class Signature, class... Arguments>
struct TaskCallOf {
  using type = TaskCall<Function, std::decay_t<Arguments>...>;
};
template <class Function, class Return, class... Parameters, class... Arguments>
  requires(sizeof...(Parameters) == sizeof...(Arguments))
struct TaskCallOf<Function, std::function<Return(Parameters...)>, Arguments...> {
  using type = TaskCall<Function, Parameters...>;
};

template <class Function>
auto signature_of() {
  if constexpr (requires(Function function) { std::function{function}; }) {
    return std::type_identity<decltype(std::function{std::declval<Function>()})>{};
  } else {
    return std::type_identity<void>{};
  }
}

template <class Function, class... Arguments>
using TaskCallFor = typename TaskCallOf<Function, typename decltype(signature_of<Function>())::type,
                                        Arguments...>::type;

}  // namespace multiprocess
