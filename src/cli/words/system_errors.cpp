#include "cli/words/system_errors.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace procdemo::cli {
namespace {

struct Message {
  int error;
  std::string_view en, zh;  ///< `en` is empty where the library's own is clear enough
};

constexpr Message messages[] = {
    {ENOENT, "", "没有这个文件或目录"},
    {EACCES, "", "没有权限"},
    {EPERM, "", "不允许这样操作"},
    {EISDIR, "", "是一个目录"},
    {ENOTDIR, "", "路径中有一项不是目录"},
    {ENAMETOOLONG, "", "名字太长"},
    {ELOOP, "", "符号链接层数太多"},
    {EEXIST, "", "已经存在"},
    {ENOTEMPTY, "", "目录不是空的"},
    {EXDEV, "", "不在同一个文件系统上"},
    {EROFS, "", "文件系统是只读的"},
    {ENOSPC, "", "设备上没有剩余空间"},
    {EDQUOT, "", "超出了磁盘配额"},
    {EFBIG, "", "文件太大"},
    {EIO, "", "读写设备出错"},
    {EBADF, "", "描述符无效"},
    {EINVAL, "", "参数无效"},
    {EMFILE, "Too many open files (ulimit -n)", "打开的文件太多（ulimit -n）"},
    {ENFILE, "", "整个系统打开的文件太多"},
    {EAGAIN, "", "暂时没有资源，例如进程数已达上限（ulimit -u）"},
    {ENOMEM, "", "内存不足"},
    {ETXTBSY, "", "有进程正在写这个程序文件"},
    {ENOEXEC, "neither a program for this machine nor a script that begins with #!",
     "既不是这台机器上的程序，也不是以 #! 开头的脚本"},
    {ENOSYS, "", "这个内核没有此功能"},
    {EPIPE, "", "管道的读端已关闭"},
    {ECONNREFUSED, "", "连接被拒绝"},
};

std::string_view in(const Message& message, Language language) {
  return language == Language::en ? message.en : message.zh;
}

}  // namespace

std::string in_language(const std::string& word, Language language) {
  for (const Message& message : messages) {
    const std::string_view own = std::strerror(message.error);
    const std::string_view words = in(message, language);
    if (words.empty() || !word.ends_with(own)) continue;
    const std::string before = word.substr(0, word.size() - own.size());
    if (before.empty() || before.ends_with(": ")) return before + std::string(words);
  }
  return word;
}

}  // namespace procdemo::cli
