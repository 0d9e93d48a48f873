using System.Diagnostics.CodeAnalysis;

namespace SwapStress.Store.Compression;

/// <summary>Finds the provider of a codec: the first one that has it, or the one that was asked for.</summary>
public sealed class CodecCatalog
{
    private readonly ICodecProvider[] _providers;

    /// <summary>A catalogue of <paramref name="providers"/>, the preferred one first.</summary>
    public CodecCatalog(params ICodecProvider[] providers)
    {
        ArgumentNullException.ThrowIfNull(providers);
        _providers = [.. providers];
    }

    /// <summary>The providers, the preferred one first.</summary>
    public IReadOnlyList<ICodecProvider> Providers => _providers;

    /// <summary>Every codec that can be used now.</summary>
    public IEnumerable<CodecChoice> Available()
    {
        foreach (ICodecProvider provider in _providers)
        {
            foreach (CodecStatus status in provider.Algorithms)
            {
                if (status.IsAvailable)
                    yield return new CodecChoice(provider, new CodecSpec(status.Algorithm, Level: null));
            }
        }
    }

    /// <summary>Finds who runs <paramref name="spec"/>.</summary>
    /// <param name="spec">The algorithm and level.</param>
    /// <param name="providerName">The provider to use, or null for the first that has the algorithm.</param>
    /// <param name="choice">Provider and codec.</param>
    /// <param name="error">One line: what is missing, and what installs it or what to write instead.</param>
    public bool TryResolve(
        CodecSpec spec,
        string? providerName,
        [NotNullWhen(true)] out CodecChoice? choice,
        [NotNullWhen(false)] out string? error
    )
    {
        choice = null;
        error = null;
        if (providerName is not null && Array.TrueForAll(_providers, p => p.Name != providerName))
        {
            error =
                $"There is no codec provider '{providerName}': write {string.Join(" or ", _providers.Select(p => p.Name))}.";
            return false;
        }

        List<string> reasons = [];
        foreach (ICodecProvider provider in _providers)
        {
            if (providerName is not null && provider.Name != providerName)
                continue;
            CodecStatus? status = provider.Algorithms.FirstOrDefault(s => s.Algorithm == spec.Algorithm);
            if (status is { IsAvailable: true } && (status.TakesDictionary || !spec.HasDictionary))
            {
                choice = new CodecChoice(provider, spec);
                return true;
            }
            if (status is { IsAvailable: true })
                reasons.Add(
                    $"{provider.Name}: {status.Library} has no dictionaries; write '{spec with { HasDictionary = false }}'"
                );
            else
                reasons.Add($"{provider.Name}: {status?.MissingReason ?? "does not know it"}");
        }
        error = $"{spec} cannot be used ({(reasons.Count == 0 ? "no provider" : string.Join("; ", reasons))}).";
        return false;
    }
}
