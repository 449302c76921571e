# fish completion for procdemo, which says itself what may come next.

function __procdemo_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l answer ($words[1] complete $words[2..-1] "$typed" 2>/dev/null)
    printf '%s\n' $answer[2..-1]
    switch "$answer[1]"
        case file
            __fish_complete_path "$typed"
        case folder
            __fish_complete_directories "$typed"
        case command
            complete -C "$typed"
    end
end

complete -c procdemo -f -a '(__procdemo_complete)'
