using SwapStress.Harness.Losses;
using SwapStress.Harness.Rounds;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Results;

/// <summary>The recorded interleavings of a run's first losses: a few for each contender.</summary>
internal sealed class InterleavingsDocument
{
    /// <summary>How many of a contender's windows are there.</summary>
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>Contenders whose first losses an earlier part of the run recorded: these now are not the first.</summary>
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];

    /// <summary>A document with what an earlier part of the run wrote.</summary>
    /// <param name="lines">Its lines; empty in a new run.</param>
    public InterleavingsDocument(IEnumerable<string> lines, IEnumerable<string> labels)
    {
        _lines.AddRange(lines);
        _closed.UnionWith(
            labels.Where(label => _lines.Exists(line => line.StartsWith(Heading(label), StringComparison.Ordinal)))
        );
    }

    public bool Add(RoundResult round)
    {
        string label = round.Strategy.Key;
        int known = _known.GetValueOrDefault(label);
        if (_closed.Contains(label) || round.LossWindows.Count <= known)
            return false;
        foreach (LossWindow window in round.LossWindows.Skip(known))
            _lines.AddRange([$"{Heading(label)}{round.Round}", .. InterleavingText.Draw(window), "", ""]);
        _known[label] = round.LossWindows.Count;
        return true;
    }

    /// <summary>Writes all of it.</summary>
    public void WriteTo(FileStream file)
    {
        using var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
        foreach (string line in _lines)
            writer.WriteLine(line);
    }

    private static string Heading(string label) => $"[{label}] Round ";
}
