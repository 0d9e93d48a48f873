namespace SwapStress.Stress.Shell.Completion;

internal static class FishCompletion
{
    /// <summary>The script.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<CompletedVerb> verbs)
    {
        yield return "# fish: swapstress completion fish > ~/.config/fish/completions/swapstress.fish";
        yield return "function __swapstress_verb";
        yield return "    set -l words (commandline -opc)";
        yield return "    set -l verb root";
        yield return $"    if test (count $words) -gt 1; and contains -- $words[2] {string.Join(' ', verbs.Skip(1).Select(verb => verb.Name))}";
        yield return "        set verb $words[2]";
        yield return "    end";
        yield return "    test $verb = $argv[1]";
        yield return "end";
        yield return "function __swapstress_path";
        yield return "    set -l typed (commandline -ct)";
        yield return "    string match -q \"*$argv[1]*\" -- $typed; or return";
        yield return "    __fish_complete_path (string replace -r \".*?$argv[1]\" '' -- $typed) | string replace -r '^' $argv[1]";
        yield return "end";
        yield return "complete -c swapstress -f";
        foreach (CompletedVerb verb in verbs.Skip(1))
            yield return $"complete -c swapstress -n 'test (count (commandline -opc)) -eq 1' -a {verb.Name} -d '{verb.Description}'";
        foreach (CompletedVerb verb in verbs)
        {
            string name = verb.Name.Length == 0 ? "root" : verb.Name;
            string condition = $"complete -c swapstress -n '__swapstress_verb {name}'";
            if (verb.Words.Count > 0)
                yield return $"{condition} -a '{string.Join(' ', verb.Words)}'";
            if (verb.TakesDirectories)
                yield return $"{condition} -a '(__fish_complete_directories)'";
            foreach (CompletedOption option in verb.Options)
            {
                string words = string.Join(' ', option.Words);
                string function = $"__swapstress_{name}_{option.Name[2..].Replace('-', '_')}";
                if (option.Kind == CompletionKind.List)
                    yield return $"function {function}; printf '%s\\n' {words}; end";
                yield return $"{condition} -l {option.Name[2..]} {After(option, words, function)}-d '{option.Description}'";
            }
        }
    }

    private static string After(CompletedOption option, string words, string function) =>
        option.Kind switch
        {
            CompletionKind.Flag => "",
            CompletionKind.List => $"-x -a '(__fish_complete_list , {function})' ",
            CompletionKind.File => "-r -F ",
            CompletionKind.Directory => "-x -a '(__fish_complete_directories)' ",
            _ when option.PathPrefix is { } prefix => $"-x -a '{words} (__swapstress_path {prefix})' ",
            _ => words.Length > 0 ? $"-x -a '{words}' " : "-x ",
        };
}
