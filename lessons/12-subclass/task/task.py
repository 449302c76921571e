# A process that is told how far to count.

from multiprocessing import get_context

Process = get_context("fork").Process


class Counter(Process):
    # Your part: what becomes of the limit?
    def __init__(self, limit):
        super().__init__()

    def run(self):
        print("count 1", flush=True)


first, second = Counter(3), Counter(2)
first.start()
second.start()
first.join()
second.join()
