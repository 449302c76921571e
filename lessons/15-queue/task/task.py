# A reader that takes "not yet" for "no more".

from multiprocessing import get_context

context = get_context("fork")


def write(q):
    for letter in ["A", "B", "C"]:
        q.put(letter)


def read(q):
    while not q.empty():  # Your part: is that a good question?
        print("got", q.get(), flush=True)
    print("reader: end", flush=True)


q = context.Queue(10)
writer, reader = context.Process(target=write, args=(q,)), context.Process(target=read, args=(q,))
writer.start()
reader.start()
writer.join()
reader.join()
