# Copies a folder and all that is in it, with a pool: one task for each file.
#
# How far is it? Each task puts a report into a queue when it is done, and the main process counts
# them. When as many have come as there are files, all is copied: nobody has to join the pool.

import sys

del sys.path[0]  # this folder: else `import copy`, in Python's own modules, would find this file

import multiprocessing
import os
import shutil
import time
from multiprocessing import Pool, Queue

multiprocessing.set_start_method("fork")

reports = Queue()  # older than the pool: each worker has it


# A task. It runs in a worker.
def copy_one(source, target, pause):
    trouble = ""
    try:
        shutil.copy2(source, target, follow_symlinks=False)  # with permissions and times
    except OSError as error:
        trouble = "cannot copy %s: %s" % (source, error.strerror)
    time.sleep(pause)  # time to look at it
    reports.put(trouble)


# The folders of the copy, empty as yet; and what is to be copied into them.
def make_folders(source, target):
    files = []
    for folder, folders, names in os.walk(source):
        folders.sort()
        copy = os.path.normpath(os.path.join(target, os.path.relpath(folder, source)))
        os.mkdir(copy)
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted(names + links):
            files.append((os.path.join(folder, name), os.path.join(copy, name)))
    return files


def copy_files(files, workers, pause):
    troubles = []
    pool = Pool(workers)
    for source, target in files:
        pool.apply_async(copy_one, (source, target, pause))
    for count in range(1, len(files) + 1):
        trouble = reports.get()
        if trouble:
            troubles.append(trouble)
        print("\rcopied: %d %%" % (100 * count // len(files)), end="", flush=True)
    print()
    return troubles  # the pool's workers end when the program does; they have nothing to do any more


def copy_folder(source, target, workers, pause):
    if not os.path.isdir(source):
        raise NotADirectoryError(20, "no such folder", source)
    files = make_folders(source, target)
    troubles = copy_files(files, workers, pause)
    for trouble in troubles:
        print("copy: " + trouble, file=sys.stderr)
    print("files: %d, troubles: %d" % (len(files), len(troubles)))


# A folder with eighteen files, a link and an empty folder.
def make_sample(folder):
    os.makedirs(os.path.join(folder, "numbers"))
    os.mkdir(os.path.join(folder, "empty"))
    for i in range(10, 28):
        with open(os.path.join(folder, "numbers", "%d.txt" % i), "w") as file:
            file.write("%d\n" % i * 10 * i)
    os.symlink("numbers/27.txt", os.path.join(folder, "newest"))


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    source = given.get(1, "")
    workers, pause = int(given.get(3, 5)), float(given.get(4, 0.1))

    if not source and sys.stdin.isatty():
        source = input("folder to copy: ")
    sample = "" if source else given.get(5, "sample")
    if sample:
        make_sample(sample)
        source = sample
    target = given.get(2) or os.path.abspath(source) + "_copy"

    try:
        copy_folder(source, target, workers, pause)
    except OSError as error:
        sys.exit("copy: cannot copy %s to %s: %s" % (source, target, error.strerror))
    finally:
        if sample:
            shutil.rmtree(sample)
            shutil.rmtree(target, ignore_errors=True)
