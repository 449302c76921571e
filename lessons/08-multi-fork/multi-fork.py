# Two forks in a row. The first makes two processes of one; both of them come to the second, and
# it makes four of two.

import os

ret = os.fork()
if ret == 0:
    print("---1---")
else:
    print("---2---")

# Parent and child are both here.
ret = os.fork()
if ret == 0:
    print("---1---")
else:
    print("---2---")

# Four processes come to this end, and nobody waits for anybody.
