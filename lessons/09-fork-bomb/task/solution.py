# A parent that counts its children bounds them: the next one is made when one has been reaped.

import os

JOBS, MOST = 6, 2

for job in range(1, JOBS + 1):
    if job > MOST:
        os.wait()
    if os.fork() == 0:
        print("job", job, flush=True)
        os._exit(0)

for job in range(MOST):
    os.wait()
