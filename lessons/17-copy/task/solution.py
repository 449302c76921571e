# Each task reports when it is done, and the parent counts the reports.

from multiprocessing import get_context

context = get_context("fork")
done = context.SimpleQueue()  # older than the pool: each worker has it


def copy(file):
    print("copied", file, flush=True)
    done.put(file)


pool = context.Pool(2)
for file in ["a", "b", "c"]:
    pool.apply_async(copy, (file,))

for count in [1, 2, 3]:
    done.get()
    print(count, "of 3", flush=True)
pool.close()
pool.join()
