# A parent that reports what it does not know.

from multiprocessing import get_context

context = get_context("fork")
done = context.SimpleQueue()  # older than the pool: each worker has it


def copy(file):
    print("copied", file, flush=True)
    # Your part: tell the parent.


pool = context.Pool(2)
for file in ["a", "b", "c"]:
    pool.apply_async(copy, (file,))

for count in [1, 2, 3]:
    # Your part: wait until one more is done.
    print(count, "of 3", flush=True)
pool.close()
pool.join()
