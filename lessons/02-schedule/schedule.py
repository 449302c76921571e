# One processor, and three processes that all want it. The kernel cuts its time into slices and
# gives them to one after the other.
#
# A process does not notice that it stands still, but its clock goes on. Where two readings, one
# right after the other, lie far apart, somebody else was running.

import multiprocessing
import os
import resource
import sys
import time
from mmap import mmap

multiprocessing.set_start_method("fork")

NAMES = "ABC"
GAP = 20000  # ns
TURN, OVER = 0, 1

shared = mmap(-1, 2)  # memory that fork() does not copy: who ran last, and whether all is over
barrier = multiprocessing.Barrier(len(NAMES), timeout=30)
reports = multiprocessing.SimpleQueue()


# Takes all that it gets of the processor, until one of the three has had `enough`.
def compete(me, enough):
    before = time.process_time_ns()
    slices = []
    begin = last = time.monotonic_ns()
    shared[TURN] = me
    while not shared[OVER]:
        now = time.monotonic_ns()
        if now - last > GAP and shared[TURN] != me:  # another ran
            slices.append((begin, last))
            begin = now
            shared[TURN] = me
        last = now
        if time.process_time_ns() - before > enough:
            shared[OVER] = 1
    slices.append((begin, last))
    return slices, time.process_time_ns() - before


# The slices as letters, in the order of time; and who had how many times as much as the next one.
def tell(part, all_slices, had):
    slices = sorted((begin, end, me) for me in all_slices for begin, end in all_slices[me])
    letter = (max(end for begin, end, me in slices) - slices[0][0]) / 60
    print("".join(NAMES[me] * max(1, round((end - begin) / letter)) for begin, end, me in slices))
    for me in range(len(NAMES) - 1):
        ratio = had[me] / max(1, had[me + 1])
        nearest = min([1, 3, 9], key=lambda n: max(n / ratio, ratio / n))
        print("%s: %s : %s is about %d : 1" % (part, NAMES[me], NAMES[me + 1], nearest))


def run_part(me, part, enough):
    shared[OVER] = 0
    barrier.wait()
    slices, had = compete(me, enough)
    barrier.wait()

    print("%s ran %s ms" % (NAMES[me], " ".join("%.1f" % ((b - a) / 1e6) for a, b in slices)))
    reports.put((me, slices, had))
    if me == 0:
        all_reports = [reports.get() for name in NAMES]
        tell(part, {m: s for m, s, h in all_reports}, {m: h for m, s, h in all_reports})
    barrier.wait()


# Real time: no ordinary process comes before these, and among them each has a slice in turn. It is
# dangerous, too: one that never stops takes the processor away from everybody else.
def ask_for_round_robin():
    try:
        resource.setrlimit(resource.RLIMIT_RTTIME, (1000000, 1000000))  # then it is killed
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
        return True
    except OSError:
        return False


no_rr = len(sys.argv) > 1 and sys.argv[1] == "true"
os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))  # whatever it was started under
processors = os.sched_getaffinity(0)
os.sched_setaffinity(0, [min(processors)])

me = 0  # the parent works like the others
for worker in range(1, len(NAMES)):
    if me == 0 and os.fork() == 0:
        me = worker

# Others need a processor, too: with only one there is no real time.
rr = not no_rr and len(processors) > 1 and ask_for_round_robin()
print("on processor %s" % os.sched_getaffinity(0).pop())
if me == 0:
    print("round-robin: %s" % ("SCHED_RR" if rr else "the default scheduler"))
run_part(me, "in turn", 310000000 if rr else 30000000)

os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
start = os.nice(0)
os.nice(5 * me)
if me == 0:
    print("nice: %d, %d, %d" % (start, min(start + 5, 19), min(start + 10, 19)))
run_part(me, "nice", 60000000)

if me == 0:
    os.wait()
    os.wait()
