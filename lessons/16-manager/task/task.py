# A reader that counts before it reads.

from multiprocessing import get_context

context = get_context("fork")


def write(q):
    for letter in "go":
        q.put(letter)


def read(q):
    return "".join(q.get() for _ in range(q.qsize()))  # Your part.


with context.Manager() as manager, context.Pool(2) as pool:
    q = manager.Queue()
    word = pool.apply_async(read, (q,))
    written = pool.apply_async(write, (q,))
    print("both are at it", flush=True)
    print("word:", word.get(), flush=True)
    written.get()
