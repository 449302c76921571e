// Files, in a session that goes back.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "faces/json_client.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

Result in_folder(const lesson::fixture::Folder& folder, const std::string& keys,
                 const std::string& script) {
  const Desk desk = {.folder = folder.path().string()};
  return procdemo(
      {"watch", "--step", "lines", "--plain-marks", "--keys", keys, "--", "sh", "-c", script},
      desk);
}

// Wherever its rows end.
bool tells(const Result& run, const std::string& what) {
  std::string text = run.out;
  std::ranges::replace(text, '\n', ' ');
  return has(text, what);
}

}  // namespace

TEST_CASE("the working directory is as it was when a run is begun again, and at its end") {
  need_tracing();
  const lesson::fixture::Folder folder;
  folder.write("kept", "kept\n");
  folder.write("deeper/log", "first\n");
  const Result run =
      in_folder(folder, "c b3 c b90 c q",
                "echo more >>deeper/log; rm kept; : >new; wc -l <deeper/log; (true)");
  CAPTURE(run.out, run.err);
  if (run.out.find("PIDs") != run.out.npos) SKIP_TEST("the kernel allows no namespaces");
  CHECK(run.status == 0);
  CHECK(tells(run, "back at step 0"));
  CHECK_FALSE(tells(run, "| 3"));
  CHECK(tells(run, "gone with this session: deeper/log, new (a run"));
  CHECK(read_file(folder.path() / "deeper/log") == "first\n");
  CHECK(read_file(folder.path() / "kept") == "kept\n");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "new"));
}

TEST_CASE("what a program appends to a file of its folder is the same after going back and on") {
  need_tracing();
  const lesson::fixture::Folder folder;
  folder.write("log", "first\n");
  const std::string script = "echo second >>log; (true); echo lines: $(wc -l <log)";
  const Result once = in_folder(folder, "c q", script);
  const Result again = in_folder(folder, "c b2 n n b4 c b99 c q", script);
  CAPTURE(once.out, again.out, again.err);
  CHECK(tells(once, "lines: 2"));
  CHECK(tells(again, "lines: 2"));
  CHECK(tells(again, "back at step 0"));
  CHECK_FALSE(tells(again, "lines: 3"));
  CHECK(again.status == 0);
  CHECK(read_file(folder.path() / "log") == "first\n");
}

TEST_CASE("a folder that the command names is a copy as well, and one of devices is none") {
  need_tracing();
  const lesson::fixture::Folder folder, other;
  const std::string file = other.write("log", "first\n").string();
  const Desk desk = {.folder = folder.path().string()};
  const Result run = procdemo({"watch", "--step", "lines", "--plain-marks", "--keys", "c b3 c q",
                               "--", "tee", "-a", file, "/dev/null"},
                              desk);
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(read_file(file) == "first\n");
}

TEST_CASE("a lesson's own folder is none of the user's, also where that lies in one of theirs") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string path = folder.path().string();
  const Result run = procdemo(
      {"locked-write", "--count", "2", "--step", "lines", "--plain-marks", "--keys", "c q"},
      {.environment = {{"TMPDIR", path}}, .folder = path});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK_FALSE(tells(run, "gone with this session"));
}

TEST_CASE("who changes a program meanwhile is told that the session has the old one") {
  need_tracing();
  const std::string changed = GENERATE("part", "program");
  CAPTURE(changed);
  const lesson::fixture::Folder folder;
  folder.write("part", "said=old\n");
  const std::string program =
      folder.write("program", "#!/bin/sh\n. ./part\n(true)\necho $said\n").string();
  REQUIRE(::chmod(program.c_str(), 0700) == 0);
  faces::test::JsonClient client({"/usr/bin/env", "-C", folder.path().string(),
                                  std::filesystem::absolute(procdemo_path()), "watch", "--step",
                                  "json", "--", "./program"});
  client.hear();
  client.ask(session::request::Continue{.event = "fork"});
  client.ask(session::request::Back{1});
  CHECK(client.changed.empty());
  const std::string file = folder.write(changed, "echo something else\n").string();
  client.ask(session::request::Back{1});
  if (client.error) SKIP_TEST("the kernel allows no namespaces");
  CHECK(client.changed == file);
  client.ask(session::request::Continue{});
  const auto prints_old = [](const std::string& event) { return has(event, "\"old\""); };
  CHECK(std::ranges::any_of(client.events, prints_old));
}

TEST_CASE("what is too large to be copied stays, and the run that changed it can't go back") {
  need_tracing();
  const lesson::fixture::Folder folder;
  std::filesystem::create_directory(folder.path() / "many");
  for (int i = 0; i < 1'001; ++i) std::ofstream(folder.path() / "many" / std::to_string(i));
  const Result run = in_folder(folder, "c b3 q", "echo once >>log; (true)");
  CAPTURE(run.out, run.err);
  CHECK(tells(run, "the run can't go back: step"));
  CHECK_FALSE(tells(run, "back at step"));
  CHECK(read_file(folder.path() / "log") == "once\n");
}

TEST_CASE("a lock on a file is a step where it is asked for and released, and no more") {
  need_tracing();
  namespace request = session::request;
  faces::test::JsonClient client(
      {procdemo_path(), "locked-write", "--count", "2", "--workers", "2", "--step", "json"});
  client.hear();
  while (!client.end) {
    for (const auto& one : client.asked.ready) {
      const auto* probe = std::get_if<trace::intention::Probe>(&one.does);
      CHECK_FALSE((probe && probe->args.size() == 1 && probe->args[0].starts_with("lock:")));
    }
    client.ask(request::Go{});
  }
  const auto told = [&](const std::string& what) {
    return std::ranges::any_of(client.events, [&](const auto& one) { return has(one, what); });
  };
  CHECK(told(R"("event":"locked")"));
  CHECK(told(R"("name":"lock_locked","args":["lock:)"));  // which is told with it
  CHECK(client.quit() == 0);
}

}  // namespace procdemo::cli::test
