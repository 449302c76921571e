# Two tasks, each with 100 ms of work for a processor. First they have to share one, then each has
# one of its own.
#
# On one processor they are concurrent: both are under way, but at any moment only one of them
# runs. On two they are parallel: both run at the same moment.

import json
import os
import time

SHORTEST_GAP = 20000  # ns: where two readings of the clock lie further apart, others ran in between
LEAST = 1  # ms: less than that at the same moment is what the clock cannot tell


# Reads the clock without a pause. Returns when it ran: pairs of beginning and end.
def work():
    before = time.process_time_ns()
    slices = []
    begin = last = time.monotonic_ns()
    while time.process_time_ns() - before < 100000000:
        now = time.monotonic_ns()
        if now - last > SHORTEST_GAP:
            slices.append((begin, last))
            begin = now
        last = now
    return slices + [(begin, last)]


# A task, in a process of its own. It begins when the gate is closed, and tells through a pipe.
def start(part, name, processor, gate):
    result, tell = os.pipe()
    if os.fork() == 0:
        os.sched_setaffinity(0, [processor])
        os.close(gate[1])
        os.read(gate[0], 1)  # returns when nobody has the other end any more
        print("%s: on number %s" % (part, *os.sched_getaffinity(0)))
        print("%s: %s begins" % (part, name), flush=True)
        slices = work()
        print("%s: %s is done" % (part, name), flush=True)
        os.write(tell, json.dumps(slices).encode())
        os._exit(0)
    os.close(tell)
    return result


# For how long both ran at the same moment, between two moments.
def both_in(a, b, begin, end):
    both = 0
    for a_begin, a_end in a:
        for b_begin, b_end in b:
            both += max(0, min(a_end, b_end, end) - max(a_begin, b_begin, begin))
    return both


# A row for each task: a # where it ran; where only one of them can have, whoever ran longer.
def draw(a, b, begin, end, step):
    rows = ["A ", "B "]
    for at in range(begin, end, step):
        here = (at, at + step)
        ran = [both_in(slices, [here], *here) for slices in (a, b)]
        both = both_in(a, b, *here) > 0
        rows[0] += "#" if both or (ran[0] > 0 and ran[0] >= ran[1]) else "."
        rows[1] += "#" if both or ran[1] > ran[0] else "."
    print("\n".join(rows))


# Returns for how long both ran at the same moment, in ms.
def run(part, processor_of_a, processor_of_b):
    print("%s:" % part, flush=True)  # nothing may wait in the buffer: fork would copy it
    gate = os.pipe()
    results = [start(part, "A", processor_of_a, gate), start(part, "B", processor_of_b, gate)]
    os.close(gate[0])
    os.close(gate[1])  # no writer is left: their reads return
    a, b = (json.load(open(result)) for result in results)
    os.wait()
    os.wait()

    begin, end = min(a[0][0], b[0][0]), max(a[-1][1], b[-1][1])
    both = both_in(a, b, begin, end) / 1e6
    draw(a, b, begin, end, (end - begin) // 14 + 1)
    print("both: %s" % ("%.1f ms" % both if both > LEAST else "never at once"))
    print("in all: %d ms" % ((end - begin) // 1000000))
    return both


processors = sorted(os.sched_getaffinity(0))

run("one processor", processors[0], processors[0])

if len(processors) < 2:
    print("two processors: there is only one")
else:
    for tries in range(10):  # on a very busy machine they may never meet
        if run("two processors", processors[0], processors[1]) > LEAST:
            break
