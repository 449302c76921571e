# join() waits for a child's end. The child counts to 10, one number a second; when does the parent
# print --- main ---?
#
#   join      after the child's end: join() returns when the child has ended
#   timeout   after 3 s: join(3) waits no longer; whether the child has ended, exitcode tells
#   no-join   at once: parent and child go on side by side

import multiprocessing
import sys
import time
from multiprocessing import Process

multiprocessing.set_start_method("fork")


def count(num):
    while True:
        print("num = %d" % num)
        if num == 10:
            return
        time.sleep(1)
        num += 1


if __name__ == "__main__":
    variant = sys.argv[1] if len(sys.argv) > 1 else "join"

    num = 1
    child = Process(target=count, args=(num,))
    child.start()

    if variant == "join":
        child.join()
    if variant == "timeout":
        child.join(3)
        ended = child.exitcode is not None
        print("join(3s): %s" % ("it has ended" if ended else "it has not ended"))

    print("--- main ---")
    print("main: num = %d" % num)
    # without join, main ends here; the process waits for its child all the same
