# map() hands the numbers to the workers, and returns the results in the numbers' order.

from multiprocessing import get_context


def square(n):
    print("square", n, flush=True)
    return n * n


pool = get_context("fork").Pool(2)
squares = pool.map(square, [1, 2, 3, 4])
print(*squares, flush=True)
pool.close()
pool.join()
