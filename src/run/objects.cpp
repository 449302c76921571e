#include "run/objects.h"

#include <fmt/core.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <filesystem>

#include "base/fd.h"
#include "base/procfs.h"
#include "base/text/percent.h"
#include "base/text/scratch_name.h"

namespace procdemo::run {

namespace {

constexpr unsigned memory_devices = 1;  // /dev/null, /dev/zero, /dev/urandom ...

// procdemo's own scratch folders have names by chance (session/scratch.h).
std::string without_chance(const std::string& path) {
  const auto found = find_scratch_name(path);
  if (!found) return path;
  return path.substr(0, found->at) + "/[scratch]" + path.substr(found->at + found->length);
}

}  // namespace

bool Objects::is_proc(pid_t tid, int fd) {
  const std::string target = descriptor_target(tid, fd).value_or("");
  return target == "/proc" || target.starts_with("/proc/");
}

bool Objects::is_proc(const std::string& object) {
  return object == "file:/proc" || object.starts_with("file:/proc/");
}

Objects::Objects(Reader& reader) : reader_(reader) {
  std::error_code gone;
  folder_ = std::filesystem::current_path(gone).string();
}

std::string Objects::cleaned(std::string path) const {
  if (folder_.size() > 1 && path.starts_with(folder_)) {
    const std::string rest = path.substr(folder_.size());
    if (rest.empty() || rest.front() == '/') path = "[dir]" + rest;
  }
  return percent_encoded(without_chance(path));
}

void Objects::born(const Process& maker, std::string_view kind, FileIdentity what) {
  const int number = ++made_[{maker.name, std::string(kind)}];
  names_[what] = fmt::format("{}:{}#{}", kind, maker.name, number);
}

void Objects::born(const Task& maker, std::string_view kind, int fd) {
  struct stat facts;
  if (!stat_descriptor(maker.tid, fd, facts)) return;
  born(*maker.process, kind, identity_of(facts));
}

std::string Objects::named(const struct stat& facts, const std::string& link) {
  if (link.starts_with("anon_inode:")) return link;
  if (S_ISREG(facts.st_mode) && facts.st_nlink > 1) return "linked";
  const auto [name, is_new] = names_.try_emplace(identity_of(facts));
  if (is_new)
    name->second = link.starts_with('/') ? "file:" + cleaned(link) : percent_encoded(link);
  return name->second;
}

std::string Objects::behind(pid_t tid, int fd) {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts)) return "";
  if (S_ISCHR(facts.st_mode) && major(facts.st_rdev) == memory_devices) return "";
  return named(facts, descriptor_target(tid, fd).value_or("?"));
}

std::string Objects::at(const std::string& path) {
  const auto file = reader_.find(path);
  struct stat facts;
  if (!file || !stat_without_asking(file->get(), facts)) return "";
  if (S_ISCHR(facts.st_mode) && major(facts.st_rdev) == memory_devices) return "";
  std::error_code unreadable;
  const auto link = fmt::format("/proc/self/fd/{}", file->get());
  return named(facts, std::filesystem::read_symlink(link, unreadable).string());
}

std::string Objects::of(FileIdentity what) const {
  const auto known = names_.find(what);
  return known == names_.end() ? "memory" : known->second;
}

}  // namespace procdemo::run
