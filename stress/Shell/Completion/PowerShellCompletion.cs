namespace SwapStress.Stress.Shell.Completion;

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
        yield return "    $head = ''; $rest = $word";
        yield return "    $option = if ($typed.Count -gt 1) { $typed[-1] } else { '' }";
        yield return "    # After a comma the word is the last one of an array only.";
        yield return "    $whole = $ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor -and $_.Extent.EndOffset -ge $cursor } | Select-Object -Last 1";
        yield return "    if (\"$whole\" -match '^(--[^=]+)=') {";
        yield return "        $option = $Matches[1]";
        yield return "        if ($word.StartsWith(\"$option=\")) { $head = \"$option=\"; $rest = $word.Substring($head.Length) }";
        yield return "    }";
        yield return "    $key = if ($option) { \"$verb $option\" } else { '' }";
        yield return "    if (-not $words.ContainsKey($key)) { $key = $verb }";
        yield return "    if ($lists -contains $key -and $rest.Contains(',')) {";
        yield return "        $comma = $rest.LastIndexOf(',') + 1";
        yield return "        $head += $rest.Substring(0, $comma); $rest = $rest.Substring($comma)";
        yield return "    }";
        yield return "    $prefix = $words[$key] | Where-Object { $_.EndsWith(':') -and $rest.StartsWith($_) } | Select-Object -First 1";
        yield return "    if ($prefix -or ($head -and -not $words[$key])) {";
        yield return "        [System.Management.Automation.CompletionCompleters]::CompleteFilename($rest.Substring(\"$prefix\".Length)) | ForEach-Object {";
        yield return "            [System.Management.Automation.CompletionResult]::new($head + $prefix + $_.CompletionText, $_.ListItemText, 'ProviderItem', $_.ToolTip)";
        yield return "        }";
        yield return "        return";
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
