namespace SwapStress.Stress.Shell.Completion;

/// <summary>Completion in zsh, sourced or as _swapstress in a directory of fpath.</summary>
internal static class ZshCompletion
{
    /// <summary>The script.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<CompletedVerb> verbs)
    {
        string names = string.Join(' ', verbs.Skip(1).Select(verb => verb.Name));
        yield return "#compdef swapstress";
        yield return "# zsh: swapstress completion zsh > a file _swapstress in a directory of $fpath; or source it after compinit";
        yield return "_swapstress() {";
        yield return "    local verb= previous=${words[CURRENT-1]}";
        yield return "    if [[ $PREFIX == --*=* ]]; then previous=${PREFIX%%=*}; compset -P '*='; fi";
        yield return "    local -a verbs options";
        yield return $"    if ((CURRENT > 2)) && [[ \" {names} \" == *\" ${{words[2]}} \"* ]]; then verb=${{words[2]}}; fi";
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
            yield return $"        \"{verb.Name}\")";
            if (verb.Name.Length == 0)
            {
                yield return $"            verbs=({string.Join(' ', verbs.Skip(1).Select(v => Described(v.Name, v.Description)))})";
                yield return "            ((CURRENT == 2)) && _describe -t verbs verb verbs";
            }
            if (verb.Words.Count > 0)
                yield return $"            compadd -- {string.Join(' ', verb.Words)}";
            if (verb.TakesDirectories)
                yield return "            [[ $PREFIX != -* ]] && _files -/";
            yield return $"            options=({string.Join(' ', verb.Options.Select(o => Described(o.Name, o.Description)))})";
            yield return "            _describe -t options option options ;;";
        }
        yield return "    esac";
        yield return "}";
        yield return "if [ \"${funcstack[1]}\" = _swapstress ]; then _swapstress \"$@\"; else compdef _swapstress swapstress; fi";
    }

    private static string Described(string name, string description) =>
        $"'{name}:{description.Replace(":", "\\:", StringComparison.Ordinal)}'";

    private static string After(CompletedOption option) =>
        option.Kind switch
        {
            CompletionKind.List => $"_values -s , value {string.Join(' ', option.Words)}; ",
            CompletionKind.File => "_files; ",
            CompletionKind.Directory => "_files -/; ",
            _ when option.PathPrefix is { } prefix =>
                $"if compset -P {prefix}; then _files; else compadd -S '' -- {string.Join(' ', option.Words)}; fi; ",
            _ when option.Words.Count > 0 => $"compadd -- {string.Join(' ', option.Words)}; ",
            _ => "",
        };
}
