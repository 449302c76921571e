# Homework: a producer and a consumer. The consumer has kept the pipe's writing end open.
import os

readable, writable = os.pipe()
if os.fork() == 0:
    while data := os.read(readable, 1):
        print("got", data, flush=True)
    os._exit(0)
os.close(readable)
for byte in b"abc":
    os.write(writable, bytes([byte]))
os.close(writable)
os.wait()
