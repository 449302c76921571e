# Six jobs, six children. How many of them at once?

import os

JOBS = 6

for job in range(1, JOBS + 1):
    # Your part: are there two already?
    if os.fork() == 0:
        print("job", job, flush=True)
        os._exit(0)

for job in range(JOBS):
    os.wait()
