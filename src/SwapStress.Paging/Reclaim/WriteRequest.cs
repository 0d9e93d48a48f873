namespace SwapStress.Paging.Reclaim;

/// <summary>One page on its way to the device (<c>struct bio</c>).</summary>
/// <param name="Frame">The folio, under writeback; its slot does not change until that has ended.</param>
/// <param name="GhostContent">What it held when the write began (ghost).</param>
internal readonly record struct WriteRequest(int Frame, long GhostContent);
