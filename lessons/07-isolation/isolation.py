# Parent and child have the same variable at the same address, and yet not the same number in it.
#
# After os.fork() both see the same page of physical memory. The first one to write to the page
# gets a copy of it: copy on write.

import os
import time
from ctypes import addressof, c_int

# A number that is changed where it lies. Python's own never are: after `n += 1` the name n means
# another number, which lies elsewhere.
g_num = c_int(100)

ret = os.fork()

if ret == 0:
    g_num.value += 1
    print("child: g_num = %d at %#x" % (g_num.value, addressof(g_num)))
else:
    time.sleep(3)  # the child is long done when the parent looks
    print("parent: g_num = %d at %#x" % (g_num.value, addressof(g_num)))

print("address: %#x" % addressof(g_num))
