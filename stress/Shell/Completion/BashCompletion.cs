namespace SwapStress.Stress.Shell.Completion;

/// <summary>Completion in bash 4 or newer, without the package bash-completion.</summary>
internal static class BashCompletion
{
    /// <summary>The script.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<CompletedVerb> verbs)
    {
        string names = string.Join(' ', verbs.Skip(1).Select(verb => verb.Name));
        yield return "# bash: source <(swapstress completion bash)";
        yield return "_swapstress_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); [[ $COMPREPLY != *: ]] || compopt -o nospace 2>/dev/null; }";
        yield return "_swapstress_list() {";
        yield return "    [[ $cur != *,* ]] || { head+=${cur%,*},; cur=${cur##*,}; }";
        yield return "    _swapstress_words \"$1\"; compopt -o nospace 2>/dev/null";
        yield return "}";
        yield return "_swapstress_files() { mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$cur\"); compopt -o filenames 2>/dev/null; }";
        yield return "_swapstress_path() {";
        yield return "    [[ $cur == \"$1\"* ]] || return 1";
        yield return "    head+=$1; cur=${cur#\"$1\"}; _swapstress_files -f; return 0";
        yield return "}";
        yield return "_swapstress() {";
        yield return "    # Bash takes words apart at = and :, and replaces the last part only.";
        yield return "    local typed=${COMP_WORDS[COMP_CWORD]} n=$COMP_CWORD head= i full";
        yield return "    local cur=$typed";
        yield return "    while ((n > 1)) && [[ ${COMP_WORDS[n]} == [=:] || ${COMP_WORDS[n-1]} == [=:] ]]; do ((n--)); cur=${COMP_WORDS[n]}$cur; done";
        yield return "    local kept=$((${#cur} - ${#typed}))";
        yield return "    [[ $typed != [=:] ]] || kept=${#cur}";
        yield return "    local previous=${COMP_WORDS[n-1]}";
        yield return "    [[ $cur != --*=* ]] || { previous=${cur%%=*}; head=$previous=; cur=${cur#*=}; }";
        yield return "    COMPREPLY=()";
        yield return "    _swapstress_replies";
        yield return "    for i in \"${!COMPREPLY[@]}\"; do full=$head${COMPREPLY[i]}; COMPREPLY[i]=${full:kept}; done";
        yield return "}";
        yield return "_swapstress_replies() {";
        yield return "    local verb=";
        yield return $"    if ((n > 1)) && [[ \" {names} \" == *\" ${{COMP_WORDS[1]}} \"* ]]; then verb=${{COMP_WORDS[1]}}; fi";
        yield return "    case \"$verb $previous\" in";
        foreach (CompletedVerb verb in verbs)
        {
            foreach (CompletedOption option in verb.Options.Where(option => option.Kind != CompletionKind.Flag))
                yield return $"        \"{verb.Name} {option.Name}\") {After(option)}return ;;";
        }
        yield return "    esac";
        yield return "    case \"$verb\" in";
        foreach (CompletedVerb verb in verbs)
        {
            IEnumerable<string> words = verb.Words.Concat(verb.Options.Select(option => option.Name));
            if (verb.Name.Length == 0)
                words = verbs.Skip(1).Select(other => other.Name).Concat(words);
            string directories = verb.TakesDirectories ? "[[ $cur != -* ]] && { _swapstress_files -d; return; }; " : "";
            yield return $"        \"{verb.Name}\") {directories}_swapstress_words \"{string.Join(' ', words)}\" ;;";
        }
        yield return "    esac";
        yield return "}";
        yield return "complete -F _swapstress swapstress";
    }

    private static string After(CompletedOption option) =>
        option.Kind switch
        {
            CompletionKind.List => $"_swapstress_list \"{string.Join(' ', option.Words)}\"; ",
            CompletionKind.File => "_swapstress_files -f; ",
            CompletionKind.Directory => "_swapstress_files -d; ",
            _ when option.PathPrefix is { } prefix =>
                $"_swapstress_path {prefix} || _swapstress_words \"{string.Join(' ', option.Words)}\"; ",
            _ when option.Words.Count > 0 => $"_swapstress_words \"{string.Join(' ', option.Words)}\"; ",
            _ => "",
        };
}
