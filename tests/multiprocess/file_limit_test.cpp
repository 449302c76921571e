// Where no file may be as long as shared memory would be (ulimit -f).
#include <sys/resource.h>

#include <functional>
#include <system_error>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/pool.h"
#include "multiprocess/queue.h"

namespace {

// What waitpid(2) says of a child to which the kernel refused what it made; 0: with an exception.
int status_when_refused(const std::function<void()>& make) {
  return multiprocess_test::Forked([&] {
           const rlimit limit{16'384, 16'384};
           ::setrlimit(RLIMIT_FSIZE, &limit);
           try {
             make();
           } catch (const std::system_error& error) {
             ::_exit(error.code() == std::errc::file_too_large ? 0 : 2);
           }
           ::_exit(3);
         })
      .wait();
}

}  // namespace

TEST_CASE("what is longer than a file may be is an exception, not a signal") {
  CHECK(status_when_refused([] { multiprocess::SharedMemory("test-long", 16'385); }) == 0);
  CHECK(status_when_refused([] { multiprocess::Queue<int>(1'000'000); }) == 0);
  CHECK(status_when_refused([] { multiprocess::Pool(1); }) == 0);
}
