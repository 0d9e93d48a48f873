using SwapStress.Harness.Interleavings;
using SwapStress.Harness.Rounds;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Results;

/// <summary>The recorded interleavings of a run's first losses: a few for each contender.</summary>
internal sealed class InterleavingsDocument
{
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];

    /// <summary>Adds what a round has and the document has not.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Add(RoundResult round)
    {
        string name = round.Strategy.Name;
        int known = _known.GetValueOrDefault(name);
        foreach (LossWindow window in round.LossWindows.Skip(known))
            _lines.AddRange([$"[{name}] Round {round.Round}", .. InterleavingText.Draw(window), "", ""]);
        _known[name] = round.LossWindows.Count;
        return round.LossWindows.Count > known;
    }

    /// <summary>Writes all of it.</summary>
    public void WriteTo(FileStream file)
    {
        using var writer = new StreamWriter(file, leaveOpen: true);
        foreach (string line in _lines)
            writer.WriteLine(line);
    }
}
