# Whoever puts knows when there is no more, and says so: with an end mark.

from multiprocessing import get_context

context = get_context("fork")


def write(q):
    for letter in ["A", "B", "C", None]:
        q.put(letter)


def read(q):
    while True:
        letter = q.get()  # waits for the next one
        if letter is None:
            break
        print("got", letter, flush=True)
    print("reader: end", flush=True)


q = context.Queue(10)
writer, reader = context.Process(target=write, args=(q,)), context.Process(target=read, args=(q,))
writer.start()
reader.start()
writer.join()
reader.join()
