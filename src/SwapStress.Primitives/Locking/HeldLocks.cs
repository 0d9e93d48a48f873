namespace SwapStress.Primitives.Locking;

/// <summary>The locks that were found held, each with its holder: what a dump of a run that hangs begins with.</summary>
public sealed class HeldLocks
{
    /// <summary>Locks kept; of a region in use there are only a few.</summary>
    private const int Max = 1_000;

    private readonly List<(string Name, LockHolder Holder)> _locks = [];

    /// <summary>The locks, in the order in which they were looked at.</summary>
    public IReadOnlyList<(string Name, LockHolder Holder)> All => _locks;

    /// <summary>Notes a lock, if it is held.</summary>
    /// <param name="holder">Its holder, or null.</param>
    /// <param name="name">What it is of; called only for a lock that is noted.</param>
    public void Add(LockHolder? holder, Func<string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (holder is { } held && _locks.Count < Max)
            _locks.Add((name(), held));
    }
}
