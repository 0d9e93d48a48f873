namespace SwapStress.Primitives.Locking;

/// <summary>Who holds a lock at a moment, as dumps tell it: nobody is kept from dropping it meanwhile.</summary>
/// <param name="ThreadId">The low 16 bits of the holder's managed thread id.</param>
/// <param name="IsAwaited">Whether somebody waits for the lock.</param>
public readonly record struct LockHolder(int ThreadId, bool IsAwaited)
{
    /// <summary>Whether a thread can be the holder.</summary>
    /// <param name="managedThreadId">The whole id.</param>
    public bool Matches(int managedThreadId) => (ushort)managedThreadId == ThreadId;

    internal static LockHolder? Of(in LockState state) =>
        state.IsHeld ? new LockHolder(state.Owner, state.IsAwaited) : null;
}
