#include "tracee/disks.h"

#include <sys/sysmacros.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace procdemo::tracee {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view far_away[] = {"/session", "/rbd", "/tcm_loop"};  // iSCSI, Ceph, TCMU

bool is_local(const fs::path& place);

bool is_made_of_local(const fs::path& disk) {
  const auto begin = fs::directory_iterator(disk / "slaves");
  return begin != end(begin) && std::all_of(begin, end(begin), [](const fs::directory_entry& part) {
           return is_local(fs::canonical(part.path()));
         });
}

// "/sys/devices/pci0000:00/0000:00:1f.2/ata1/.../block/sda/sda1", or
// "/sys/devices/virtual/block/dm-0".
bool is_local(const fs::path& place) {
  const std::string path = place.string();
  if (path.find("/devices/virtual/") == path.npos) {
    return std::ranges::none_of(
        far_away, [&](std::string_view mark) { return path.find(mark) != path.npos; });
  }
  const fs::path disk = fs::exists(place / "partition") ? place.parent_path() : place;
  const std::string name = disk.filename();
  return (name.starts_with("dm-") || name.starts_with("md")) && is_made_of_local(disk);
}

}  // namespace

bool is_local_disk(dev_t device, const std::string& sysfs) try {
  const std::string number =
      std::to_string(::major(device)) + ":" + std::to_string(::minor(device));
  return is_local(fs::canonical(fs::path(sysfs) / "dev/block" / number));
} catch (const fs::filesystem_error&) {
  return false;
}

}  // namespace procdemo::tracee
