# join() waits for the end of its process: when both have returned, both have ended.

from multiprocessing import get_context

Process = get_context("fork").Process


def work(name):
    print(name, "works", flush=True)


ana, ben = Process(target=work, args=("ana",)), Process(target=work, args=("ben",))
ana.start()
ben.start()
print("both are at it", flush=True)

ana.join()
ben.join()
print("all done", flush=True)
