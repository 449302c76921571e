# Memory is copied by fork(), a pipe is shared: so the number goes through the pipe.

import os

n = 7
read_end, write_end = os.pipe()

if os.fork() == 0:
    n = n + 1
    os.write(write_end, str(n).encode())
    os._exit(0)

n = int(os.read(read_end, 100))  # waits until it comes
os.wait()
print("n =", n, flush=True)
