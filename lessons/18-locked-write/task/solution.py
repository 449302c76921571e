# Whoever has the file's lock writes; the other one waits for it.

import fcntl
import os
from multiprocessing import get_context

Process = get_context("fork").Process


def append(name):
    file = os.open("log.txt", os.O_WRONLY | os.O_APPEND)
    for number in "123":
        fcntl.flock(file, fcntl.LOCK_EX)
        os.write(file, f"{name} ".encode())
        os.write(file, f"{number}\n".encode())
        fcntl.flock(file, fcntl.LOCK_UN)
    print(name, "wrote three lines", flush=True)


open("log.txt", "w").close()
ana, ben = Process(target=append, args=("ana",)), Process(target=append, args=("ben",))
ana.start()
ben.start()
ana.join()
ben.join()
