// What calls on the names of files touch: their entries in folders, and what is in them.
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "base/procfs.h"
#include "base/text/percent.h"
#include "syscalls/touches/rules.h"
#include "syscalls/touches/touch_list.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

using How = Touch::How;
namespace fs = std::filesystem;

std::string path_of(const TouchList& list, int folder, int argument) {
  const std::string path = read_text(list.task, list.argument(argument));
  const std::string from = folder == AT_FDCWD ? "cwd" : fmt::format("fd/{}", folder);
  if (path.empty()) return list.own(from);
  return path.front() == '/' ? list.own("root") + path : list.own(from) + "/" + path;
}

// Of a folder that is not there, as that of a process that has ended: the last one on the way tells
// whether it would be in /proc.
bool would_be_in_proc(TouchList& list, std::string folder) {
  const std::size_t shortest = list.own("").size();
  for (; folder.size() > shortest; folder.resize(folder.rfind('/'))) {
    const std::string object = list.run.objects.at(folder);
    if (!object.empty()) return Objects::is_proc(object);
  }
  return false;
}

void touch_entry(TouchList& list, const std::string& path, How how) {
  list.look("tree");
  const std::size_t slash = path.rfind('/');
  const std::string folder = list.run.objects.at(path.substr(0, slash));
  // A look into /proc is a look at whatever any process does. Which ways lead there (the working
  // directory, links) the kernel knows.
  const bool in_proc =
      folder.empty() ? would_be_in_proc(list, path.substr(0, slash)) : Objects::is_proc(folder);
  if (in_proc) return list.everything();
  const std::string name = path.substr(slash + 1);
  if (folder.empty() || name.empty() || name == "." || name == "..") return;
  list.add(fmt::format("entry:{}/{}", folder, percent_encoded(name)), how);
  if (how == How::change) list.look("list:" + folder);
}

bool stat_there(TouchList& list, const std::string& path, bool follow, struct stat& facts) {
  const auto place = list.run.memory.reader.find(path, follow);
  return place && *place && stat_without_asking(place->get(), facts);
}

// A link leads to another entry, which may be a link. Each of them is looked at; the last is where
// they lead.
std::string follow(TouchList& list, std::string path) {
  constexpr int most = 40;  // path_resolution(7)
  for (int links = 0; links < most; ++links) {
    const std::string target = list.run.memory.reader.link(path).value_or("");
    if (target.empty()) break;
    touch_entry(list, path, How::look);
    path = (fs::path(path).parent_path() / target).string();
  }
  return path;
}

void touch_content(TouchList& list, const std::string& path, How how) {
  const std::string object = list.run.objects.at(path);
  if (!object.empty()) list.add(object, how);
}

void look_at_file(TouchList& list, const std::string& path) {
  touch_entry(list, follow(list, path), How::look);
  touch_content(list, path, How::look);
}

void look_here(TouchList& list) {
  look_at_file(list, path_of(list, AT_FDCWD, 0));
}

void look_from(TouchList& list) {
  const int folder = list.descriptor(0);
  const bool itself = folder >= 0 && read_text(list.task, list.argument(1), 1).empty();
  if (itself) return touch_descriptor(list, folder, How::look);  // AT_EMPTY_PATH
  look_at_file(list, path_of(list, folder, 1));
}

void compare_times(TouchList& list, const std::string& path) {
  struct stat facts;
  if (stat_there(list, path, true, facts)) look_at_times(list, facts);
}

void look_at_times_here(TouchList& list) {
  look_here(list);
  compare_times(list, path_of(list, AT_FDCWD, 0));
}

// A C library asks for what it has opened, and hardly for its times. (A program that opens a file
// for nothing else does not read it: descriptor.cpp.)
void look_at_times_from(TouchList& list) {
  look_from(list);
  const bool by_path = !read_text(list.task, list.argument(1), 1).empty();
  if (by_path) compare_times(list, path_of(list, list.descriptor(0), 1));
}

void open_file(TouchList& list, const std::string& path, int flags) {
  if ((flags & O_TMPFILE) == O_TMPFILE) return list.everything();
  const std::string target = follow(list, path);
  struct stat facts;
  const bool is_there = stat_there(list, path, true, facts);
  const bool makes = (flags & O_CREAT) != 0 && !is_there;
  touch_entry(list, target, makes ? How::change : How::look);
  if (is_there && S_ISFIFO(facts.st_mode)) return list.everything();
  if (is_there) list.look("mode:" + list.run.objects.at(path));
  const bool writes = (flags & O_ACCMODE) != O_RDONLY;
  if (is_there && writes && TouchList::is_program(facts)) list.change("programs");
  if (is_there && (flags & O_TRUNC) != 0) touch_content(list, path, How::change);
}

template <int folder, int path, int flags>
void touch_opened(TouchList& list) {
  const int from = folder < 0 ? AT_FDCWD : list.descriptor(folder);
  open_file(list, path_of(list, from, path), list.descriptor(flags));
}

void touch_created(TouchList& list) {
  open_file(list, path_of(list, AT_FDCWD, 0), O_CREAT | O_WRONLY | O_TRUNC);
}

void touch_truncated(TouchList& list) {
  const std::string path = path_of(list, AT_FDCWD, 0);
  look_at_file(list, path);
  touch_content(list, path, How::change);
  list.change("programs");
}

// Who may open it, and who may go through it where it is a folder.
void touch_attributes(TouchList& list, const std::string& path) {
  look_at_file(list, path);
  touch_content(list, path, How::change);
  list.change("mode:" + list.run.objects.at(path));
  struct stat facts;
  if (stat_there(list, path, true, facts) && S_ISDIR(facts.st_mode)) list.change("tree");
}

void touch_attributes_here(TouchList& list) {
  touch_attributes(list, path_of(list, AT_FDCWD, 0));
}

void touch_attributes_from(TouchList& list) {
  touch_attributes(list, path_of(list, list.descriptor(0), 1));
}

void look_at_tree(TouchList& list) {
  list.look("tree");
}

// What loses a name, or gets one, shows it: st_nlink.
void change_entry(TouchList& list, const std::string& path) {
  struct stat facts{};
  stat_there(list, path, false, facts);
  touch_entry(list, path, How::change);
  if (S_ISDIR(facts.st_mode) || S_ISLNK(facts.st_mode)) list.change("tree");
  touch_content(list, path, How::change);
}

void remove_entry(TouchList& list, const std::string& path) {
  change_entry(list, path);
  struct stat facts;
  const bool is_last = stat_there(list, path, false, facts) && facts.st_nlink == 1;
  const bool is_open =
      is_last && std::ranges::any_of(list.run.family.tasks(), [&](const auto& entry) {
        return !descriptors_with(entry.first, facts).empty();
      });
  if (is_last && !is_open) list.run.objects.forget(identity_of(facts));
}

void touch_unlinked(TouchList& list) {
  remove_entry(list, path_of(list, AT_FDCWD, 0));
}

void touch_unlinked_at(TouchList& list) {
  remove_entry(list, path_of(list, list.descriptor(0), 1));
}

void touch_renamed(TouchList& list) {
  change_entry(list, path_of(list, AT_FDCWD, 0));
  remove_entry(list, path_of(list, AT_FDCWD, 1));
}

void touch_renamed_at(TouchList& list) {
  change_entry(list, path_of(list, list.descriptor(0), 1));
  remove_entry(list, path_of(list, list.descriptor(2), 3));
}

template <int folder, int path>
void touch_folder(TouchList& list) {
  const int from = folder < 0 ? AT_FDCWD : list.descriptor(folder);
  change_entry(list, path_of(list, from, path));
  list.change("tree");
}

void touch_list_of_entries(TouchList& list) {
  const std::string folder = list.run.objects.behind(list.task.tid, list.descriptor(0));
  if (list.run.objects.is_proc(list.task.tid, list.descriptor(0))) return list.everything();
  list.look("tree");
  list.change("list:" + folder);
}

void touch_executed(TouchList& list) {
  look_here(list);
  list.look("programs");
  for (const int fd : descriptors_of(list.task.tid)) touch_closed(list, fd);
}

}  // namespace

void look_at_times(TouchList& list, const struct stat& facts) {
  const Name changer = list.run.file_times.changed_by(identity_of(facts));
  std::set<Name>& changers = list.task.process->changers;
  if (!changer.empty()) changers.insert(changer);
  if (changers.size() > 1) list.look("compared-times");
}

namespace touch {

const TouchRule name = look_here;
const TouchRule name_at = look_from;
const TouchRule times = look_at_times_here;
const TouchRule times_at = look_at_times_from;
const TouchRule opened = touch_opened<-1, 0, 1>;
const TouchRule opened_at = touch_opened<0, 1, 2>;
const TouchRule created = touch_created;
const TouchRule truncated = touch_truncated;
const TouchRule removed = touch_unlinked;
const TouchRule removed_at = touch_unlinked_at;
const TouchRule renamed = touch_renamed;
const TouchRule renamed_at = touch_renamed_at;
const TouchRule folder = touch_folder<-1, 0>;
const TouchRule folder_at = touch_folder<0, 1>;
const TouchRule attributes = touch_attributes_here;
const TouchRule attributes_at = touch_attributes_from;
const TouchRule entries = touch_list_of_entries;
const TouchRule tree = look_at_tree;
const TouchRule program = touch_executed;

}  // namespace touch

}  // namespace procdemo::syscalls
