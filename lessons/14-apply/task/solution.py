# apply_async() returns at once, with a result that can be asked for later.

from multiprocessing import get_context


def work(n):
    print("work", n, flush=True)
    return 10 * n


pool = get_context("fork").Pool(2)
results = []
for n in [1, 2, 3]:
    results.append(pool.apply_async(work, (n,)))
    print("handed over", n, flush=True)
for result in results:
    print("got", result.get(), flush=True)
pool.close()
pool.join()
