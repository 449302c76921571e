# A pool is there, and has nothing to do.

from multiprocessing import get_context


def square(n):
    print("square", n, flush=True)
    return n * n


pool = get_context("fork").Pool(2)
squares = [square(n) for n in [1, 2, 3, 4]]  # Your part: let the pool do it.
print(*squares, flush=True)
pool.close()
pool.join()
