// A folder of a test's own, removed at its end with all that is in it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace procdemo {

class OwnFolder {
 public:
  OwnFolder() {
    if (::mkdtemp(path_) == nullptr) throw std::runtime_error("mkdtemp");
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  ~OwnFolder() { std::filesystem::remove_all(path_); }

  std::string path() const { return path_; }
  std::string at(const std::string& name) const { return path() + "/" + name; }

  /// Returns its path.
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(at(name)) << text;
    return at(name);
  }

 private:
  char path_[32] = "/tmp/procdemo-test-XXXXXX";
};

}  // namespace procdemo
