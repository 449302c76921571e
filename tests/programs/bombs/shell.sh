#!/bin/bash
# The shell's bomb, as it is usually written. It runs only under procdemo.
tracer=$(sed -n 's/^TracerPid:\t//p' /proc/$$/status)
if [ "$tracer" = 0 ] || grep -qE 'strace|gdb' "/proc/$tracer/comm"; then exit 98; fi
:(){ :|:& };:
wait
