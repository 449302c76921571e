# Two workers, and yet one task at a time.

from multiprocessing import get_context


def work(n):
    print("work", n, flush=True)
    return 10 * n


pool = get_context("fork").Pool(2)
for n in [1, 2, 3]:
    # Your part: who waits here, and what for?
    result = pool.apply(work, (n,))
    print("handed over", n, flush=True)
    print("got", result, flush=True)
pool.close()
pool.join()
