# Homework: three philosophers, each takes the left fork and then the right one.
import fcntl
import os

PHILOSOPHERS = 3


def take(number):
    fork = open("fork-%d" % (number % PHILOSOPHERS), "a")
    fcntl.flock(fork, fcntl.LOCK_EX)
    return fork


for i in range(PHILOSOPHERS):
    if os.fork() == 0:
        left, right = take(i), take(i + 1)
        print("philosopher", i, "eats", flush=True)
        right.close()
        left.close()
        os._exit(0)
for i in range(PHILOSOPHERS):
    os.wait()
