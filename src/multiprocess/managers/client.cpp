#include "multiprocess/managers/client.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <exception>

#include "multiprocess/managers/hosted_queue.h"

namespace multiprocess {

using wire::Request;

namespace {

bool is_request(const Request& request) {
  const bool carries = request.op == wire::Op::put;
  return request.magic == Request::expected_magic &&
         static_cast<std::uint32_t>(request.op) < wire::op_count &&
         request.size <= (carries ? wire::largest_item : 0);
}

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

Client::Client(procdemo::base::Fd socket, int epoll) : socket_(std::move(socket)), epoll_(epoll) {
  watch(EPOLL_CTL_ADD, EPOLLIN);
}

void Client::watch(int operation, std::uint32_t events) {
  epoll_event event{.events = events, .data = {.ptr = this}};
  procdemo::base::check("epoll_ctl", ::epoll_ctl(epoll_, operation, socket_.get(), &event));
}

// One block serves all clients: most requests come whole, and are understood where they lie.
Client::News Client::read() {
  static std::array<char, 64 << 10> block;
  const ssize_t got = ::recv(socket_.get(), block.data(), block.size(), MSG_DONTWAIT);
  if (got < 0 && would_block()) return News::nothing;
  // A client says nothing while it waits for its answer.
  if (got <= 0 || waiting || has_rest()) return News::gone;
  const std::string_view bytes(block.data(), static_cast<std::size_t>(got));
  if (begun_.empty()) return understand(bytes);
  begun_.append(bytes);
  return understand(begun_);
}

Client::News Client::understand(std::string_view bytes) {
  const bool known = bytes.size() >= sizeof request_;
  if (known) {
    std::memcpy(&request_, bytes.data(), sizeof request_);
    if (!is_request(request_)) return News::gone;
    item_ = bytes.substr(sizeof request_);
    if (item_.size() > request_.size) return News::gone;  // more than one was asked
    if (item_.size() == request_.size) return News::request;
  }
  if (begun_.empty()) begun_.assign(bytes);
  return News::nothing;
}

bool Client::answer_with(const HostedItem& item, HostedQueue& queue) {
  if (!send({wire::Status::ok, static_cast<std::uint32_t>(item.bytes.size()), 0}, item.bytes))
    return false;
  item_from_ = has_rest() ? &queue : nullptr;
  item_number_ = item.number;
  return true;
}

bool Client::send(wire::Reply reply, std::string_view item) noexcept {
  begun_ = {};
  iovec parts[2] = {{&reply, sizeof reply}, {const_cast<char*>(item.data()), item.size()}};
  const msghdr message{.msg_iov = parts, .msg_iovlen = 2};
  const ssize_t result = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (result < 0 && !would_block()) return false;
  const auto sent = static_cast<std::size_t>(std::max<ssize_t>(result, 0));
  if (sent == sizeof reply + item.size()) return true;
  try {
    keep_rest(reply, item, sent);
    return true;
  } catch (const std::exception&) {
    rest_ = {};
    sent_ = 0;
    hang_up();
    return false;
  }
}

void Client::keep_rest(const wire::Reply& reply, std::string_view item, std::size_t sent) {
  rest_.reserve(sizeof reply + item.size());
  rest_.assign(reinterpret_cast<const char*>(&reply), sizeof reply).append(item);
  sent_ = sent;
  watch(EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
}

bool Client::send_rest() {
  const ssize_t sent = ::send(socket_.get(), rest_.data() + sent_, rest_.size() - sent_,
                              MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0) return would_block();
  sent_ += static_cast<std::size_t>(sent);
  if (has_rest()) return true;
  rest_ = {};
  sent_ = 0;
  item_from_ = nullptr;
  watch(EPOLL_CTL_MOD, EPOLLIN);
  return true;
}

void Client::return_untaken() {
  if (!item_from_) return;
  item_from_->give_back({item_number_, rest_.substr(sizeof(wire::Reply))});
  item_from_ = nullptr;
}

}  // namespace multiprocess
