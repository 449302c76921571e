# Two processes write three lines each, every line in two pieces.

import fcntl
import os
from multiprocessing import get_context

Process = get_context("fork").Process


def append(name):
    file = os.open("log.txt", os.O_WRONLY | os.O_APPEND)
    for number in "123":
        # Your part: who else writes meanwhile?
        os.write(file, f"{name} ".encode())
        os.write(file, f"{number}\n".encode())
    print(name, "wrote three lines", flush=True)


open("log.txt", "w").close()
ana, ben = Process(target=append, args=("ana",)), Process(target=append, args=("ben",))
ana.start()
ben.start()
ana.join()
ben.join()
