# The limit is an attribute: it is there before start(), and so the child has a copy of it.

from multiprocessing import get_context

Process = get_context("fork").Process


class Counter(Process):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def run(self):
        for i in range(1, self.limit + 1):
            print("count", i, flush=True)


first, second = Counter(3), Counter(2)
first.start()
second.start()
first.join()
second.join()
