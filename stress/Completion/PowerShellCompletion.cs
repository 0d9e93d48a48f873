namespace SwapStress.Cli.Completion;

/// <summary>Completion in PowerShell.</summary>
internal static class PowerShellCompletion
{
    /// <summary>The script.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<CompletedVerb> verbs)
    {
        yield return "# pwsh: swapstress completion pwsh | Out-String | Invoke-Expression";
        yield return "Register-ArgumentCompleter -Native -CommandName swapstress -ScriptBlock {";
        yield return "    param($word, $ast, $cursor)";
        yield return "    $words = @{";
        foreach (CompletedVerb verb in verbs)
        {
            IEnumerable<string> own = verb.Words.Concat(verb.Options.Select(option => option.Name));
            if (verb.Name.Length == 0)
                own = verbs.Skip(1).Select(other => other.Name).Concat(own);
            yield return $"        '{verb.Name}' = @({Quoted(own)})";
            foreach (CompletedOption option in verb.Options.Where(option => option.Kind != CompletionKind.Flag))
                yield return $"        '{verb.Name} {option.Name}' = @({Quoted(option.Words)})";
        }
        yield return "    }";
        yield return $"    $lists = @({Quoted(ListsOf(verbs))})";
        yield return "    $typed = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })";
        yield return "    $verb = ''";
        yield return "    if ($typed.Count -gt 1 -and $words.ContainsKey($typed[1])) { $verb = $typed[1] }";
        yield return "    $key = if ($typed.Count -gt 1) { \"$verb $($typed[-1])\" } else { '' }";
        yield return "    if (-not $words.ContainsKey($key)) { $key = $verb }";
        yield return "    $head = ''; $rest = $word";
        yield return "    if ($lists -contains $key -and $word.Contains(',')) {";
        yield return "        $comma = $word.LastIndexOf(',') + 1";
        yield return "        $head = $word.Substring(0, $comma); $rest = $word.Substring($comma)";
        yield return "    }";
        yield return "    $words[$key] | Where-Object { $_.StartsWith($rest) } | ForEach-Object {";
        yield return "        [System.Management.Automation.CompletionResult]::new($head + $_, $_, 'ParameterValue', $_)";
        yield return "    }";
        yield return "}";
    }

    private static IEnumerable<string> ListsOf(IReadOnlyList<CompletedVerb> verbs) =>
        verbs.SelectMany(verb =>
            verb.Options.Where(option => option.Kind == CompletionKind.List)
                .Select(option => $"{verb.Name} {option.Name}")
        );

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));
}
