#!/bin/sh
# A shell script: pipeline, subshell, background job, exit status, trap, command substitution.
echo one
printf 'b\na\n' | sort | tr a-z A-Z
(echo in a subshell; exit 3)
echo "subshell: $?"
sh -c 'exit 7' &
wait $!
echo "background: $?"
inner=$(echo from; echo inside)
echo "$inner" | wc -l | tr -d ' '
trap 'echo trapped' USR1
kill -USR1 $$
sh -c 'kill -KILL $$'
echo "killed: $?" 2>&1
ls /no/such/folder 2>/dev/null || echo "failed as it should"
exit 4
