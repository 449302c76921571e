# shellcheck shell=bash disable=SC2154
# One run of procdemo by scripts/attack, which sources this: how it is started and killed, and what may
# not be left of it.

pick() { local all=("$@"); chosen=${all[RANDOM % $#]}; }
a_moment() { read -r -t "${1:-0.02}" -u "$never" || true; }

# In namespaces of its own: temporary folders, terminals and what is attacked, as a copy. All of it
# goes with the namespace, however that ends.
furnish() {
  local place from=${ATTACK_BUILD:-$root/build}
  mount -t tmpfs -o mode=755 none /run
  mkdir -p "$built/tests/programs"
  cp -rL "$from/procdemo" "$from/lessons" "$built" &&
    cp -r "$from"/tests/programs/{at_random,untraceable,bomb_*} "$built/tests/programs" ||
    fail "$from is not built: what is attacked is missing there"
  for place in /tmp /dev/shm; do mount -t tmpfs -o mode=1777 none "$place"; done
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 none /dev/pts 2>/dev/null &&
    mount --bind /dev/pts/ptmx /dev/ptmx
  mkdir -m 777 "$out" "$kept" "$kept"/cache.{root,ordinary}
  chown 65534 "$kept/cache.ordinary"
  cd /
}

# Somebody who has nothing to do with it, and those who keep the machine busy.
bring_bystanders() {
  local busy
  setsid sleep infinity &
  bystanders=($!)
  for ((busy = 0; busy < ${ATTACK_BUSY:-0}; busy++)); do
    setsid sh -c 'while :; do :; done' &
    bystanders+=($!)
  done
}

# Everybody in this namespace but the script and who stands by. Zombies are dead.
left_over() {
  local stat pid
  for stat in /proc/[0-9]*/stat; do
    pid=${stat//[!0-9]/}
    [[ " 1 $BASHPID ${bystanders[*]} " == *" $pid "* ]] && continue
    grep -qs ') [^ZX] ' "$stat" && echo "$pid $(tr '\0' ' ' <"/proc/$pid/cmdline" | head -c 100)"
  done 2>/dev/null
}

# What may be there for a moment still, and no longer: who is ending, and what they hold.
things_left() {
  left_over
  find /tmp /dev/shm -mindepth 1
  [ ${#fences[@]} = 0 ] || find "${fences[@]}" -mindepth 1 -name 'procdemo-*'
}

wait_until_gone() {
  local looks left
  for ((looks = 0; looks < 500; looks++)); do
    [ -n "$(things_left)" ] || return 0
    a_moment
  done
  wrong "this is left: $(things_left)"
  mapfile -t left < <(left_over)
  [ ${#left[@]} = 0 ] || kill -KILL "${left[@]%% *}" 2>/dev/null
  find /tmp /dev/shm -mindepth 1 -delete
  [ ${#fences[@]} = 0 ] || find "${fences[@]}" -mindepth 1 -depth -name 'procdemo-*' -exec rmdir {} +
}

wrong() {
  echo "attack: $*"
  echo "  run $runs of seed $seed, as $user${killed:+, killed}: $(printf '%q ' "${executed[@]}")"
  tail -n 5 "$out/said" 2>/dev/null | cut -c 1-300 | sed 's/^/  | /' | cat -v
  add faults_of
  ((++faults))
}

# add COUNTS: one more, for this command and program.
add() {
  local -n counts=$1
  counts[$of]=$((${counts[$of]:-0} + 1))
}

# On a terminal of its own, or on none. What the shell says of its death by a signal stands apart. The
# file `pid` is procdemo's, once it has become that. A program that shares the group of a shell without
# job control can have the kernel hang that group up: it leaves the group, and a child of it ends there.
start() {
  local words look="stty -g </dev/tty >$out/settings.%s; ps -o tpgid= -p \$\$ >$out/foreground.%s"
  # Where procdemo was killed, somebody else puts the terminal back.
  local patient="for look in \$(seq 50); do $look; cmp -s $out/settings.* && break; sleep 0.02; done"
  printf -v words '%q ' "${executed[@]}"
  words="trap : HUP; exec 3>&2 2>$out/shell; sh -c 'echo \$\$ >$out/pid; exec \"\$@\"' - $words 2>&3 3>&-; ended=\$?"
  if [ "$place" = terminal ]; then
    # shellcheck disable=SC2059
    script -qefc "$(printf "$look" before before); $words; $(printf "$patient" after after); exit \$ended" \
      "$out/said" >/dev/null 2>&1 </dev/null &
  else
    bash -c "$words; exit \$ended" >"$out/said" 2>&1 </dev/null &
  fi
  job=$!
}

is_procdemo() { read -r comm <"/proc/$process/comm" && [ "$comm" = procdemo ]; } 2>/dev/null

# SIGKILL at some moment. False when procdemo had ended by itself.
kill_procdemo() {
  until [ -s "$out/pid" ]; do a_moment 0.001; kill -0 "$job" 2>/dev/null || return 1; done
  process=$(<"$out/pid")
  until is_procdemo; do kill -0 "$process" 2>/dev/null || return 1; done
  pick 0 0.001 0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.4 0.8
  [[ $1 != list && $1 != show && $1 != doctor ]] || pick 0 0.001 0.002
  [ "$chosen" = 0 ] || a_moment "$chosen"
  is_procdemo && kill -KILL "$process" 2>/dev/null
}

check_terminal() {
  ((++on_terminal))
  if [ ! -s "$out/settings.after" ]; then
    wrong "the terminal is gone"
  elif cmp -s "$out"/settings.{before,after} && { [ -n "$killed" ] || cmp -s "$out"/foreground.{before,after}; }; then
    ((++as_before))
  else
    wrong "the terminal is not as before: $(paste -s "$out"/settings.* "$out"/foreground.*)"
  fi
}

# Control characters, of C1 too, and what makes text run backwards. One sequence is procdemo's own:
# check's progress is written over.
has_raw_bytes() {
  sed 's/\x1b\[K//g' "$out/said" |
    LC_ALL=C grep -qaP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' ||
    { [ -z "$killed" ] && ! iconv -f UTF-8 -t UTF-8 "$out/said" >/dev/null 2>&1; }
}

check_all() {
  wait_until_gone
  local bystander
  for bystander in "${bystanders[@]}"; do
    grep -qs 'State:.[RS]' "/proc/$bystander/status" || wrong "a bystander is stopped or dead"
  done
  [ "$place" = pipes ] || check_terminal
  ! has_raw_bytes || wrong "raw bytes reached the terminal"
  [ -n "$killed" ] || [ ! -s "$out/shell" ] || wrong "procdemo died of a signal: $(<"$out/shell")"
  ! grep -qas 'AddressSanitizer\|runtime error' "$out/said" || wrong "procdemo crashed" # of a sanitizer's build
}

# perform COMMAND PROGRAM root|ordinary terminal|pipes kill|whole: with `words` for procdemo.
perform() {
  local began=$SECONDS
  user=$3 place=$4 of="$1 $2" executed=("$built/procdemo" "${words[@]}")
  [ "$1" != unobserved ] || executed=("$built/tests/programs/untraceable" "${executed[@]}")
  [ "$3" = root ] || executed=(env "XDG_CACHE_HOME=$kept/cache.ordinary" setpriv --reuid=65534 --regid=65534
    --clear-groups "${executed[@]}")
  ((++runs))
  add runs_of
  rm -rf "${out:?}"/*
  [ -z "${ATTACK_LOG-}" ] || echo "$runs ${executed[*]}" >>"$ATTACK_LOG"
  killed= ended=
  start
  [ "$5" = whole ] || ! kill_procdemo "$1" || { killed=yes; add kills_of; ((++kills)); }
  while kill -0 "$job" 2>/dev/null; do
    a_moment
    [ -z "$stopped" ] || return
    ((SECONDS - began < 120)) || { wrong "it does not end"; ps -e -o pid,ppid,stat,wchan:20,args; break; }
  done
  kill -0 "$job" 2>/dev/null || { wait "$job" 2>/dev/null; ended=$?; }
  check_all
}
