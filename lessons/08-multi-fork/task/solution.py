# A child ends where its work ends, so only the parent comes to the next fork().

import os

for i in range(1, 4):
    if os.fork() == 0:
        print("child", i, flush=True)
        os._exit(0)

for i in range(1, 4):
    os.wait()
print("all done", flush=True)
