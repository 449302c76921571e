# bash completion for procdemo, which says itself what may come next.

_procdemo() {
  local word typed=${COMP_WORDS[COMP_CWORD]} also words=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do # bash makes three words of --lang=zh
    [ "$word" = "=" ] || words+=("$word")
  done
  if [ "$typed" = "=" ]; then
    typed=
    words+=("")
  fi

  COMPREPLY=()
  {
    read -r also
    while IFS=$'\t' read -r word _; do COMPREPLY+=("$word"); done
  } < <("${COMP_WORDS[0]/#\~/$HOME}" complete "${words[@]}" 2>/dev/null)

  local kind
  case $also in
    file) kind=-f ;;
    folder) kind=-d ;;
    command) kind=-c ;;
    *) return ;;
  esac
  [ $kind = -c ] || compopt -o filenames 2>/dev/null # it says no where nobody completes: in a test
  while read -r word; do COMPREPLY+=("$word"); done < <(compgen $kind -- "$typed")
}

complete -F _procdemo procdemo
