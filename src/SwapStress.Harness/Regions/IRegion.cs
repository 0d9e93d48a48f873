using SwapStress.Harness.Figures;
using SwapStress.Paging.Recording;
using SwapStress.Primitives.Locking;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Harness.Regions;

/// <summary>
/// Memory whose pages can be added to, read and paged out. Any number of threads may use it at once, except where a
/// member says otherwise.
/// </summary>
internal interface IRegion : IDisposable
{
    /// <summary>Pages of the region, of <see cref="Primitives.PageSize.Bytes"/> bytes.</summary>
    int PageCount { get; }

    /// <summary>
    /// Adds 1 to word 0 of a page, and reads word 1 (the stamp) under the same translation: both come from the same
    /// frame.
    /// </summary>
    /// <param name="stamp">Word 1 as it was at that access.</param>
    /// <returns>The value of word 0 before.</returns>
    /// <exception cref="Paging.PageReadException">The page cannot be read; nothing was added.</exception>
    ulong FetchAdd(int page, out ulong stamp);

    /// <summary>
    /// As <see cref="FetchAdd"/>, and fills the <see cref="Content.FillLine"/> of this update, all under the same
    /// translation.
    /// </summary>
    /// <param name="key">The key of the lines.</param>
    /// <param name="stamp">Word 1 as it was at that access.</param>
    /// <returns>The value of word 0 before.</returns>
    /// <exception cref="Paging.PageReadException">The page cannot be read; nothing was added.</exception>
    ulong FetchAddFill(int page, ulong key, out ulong stamp);

    /// <summary>Reads one 64-bit word of a page.</summary>
    /// <exception cref="Paging.PageReadException">The page cannot be read.</exception>
    ulong Read(int page, int word);

    /// <summary>Writes a whole page, also one whose old content cannot be read; what was lost of it is forgotten.</summary>
    void WritePage(int page, ReadOnlySpan<byte> content);

    /// <summary>Reads a whole page.</summary>
    /// <exception cref="Paging.PageReadException">The page cannot be read.</exception>
    void ReadPage(int page, Span<byte> content);

    /// <summary>Pages out a range, as <c>madvise(MADV_PAGEOUT)</c> does: what is in use stays.</summary>
    void PageOut(int firstPage, int pageCount);

    /// <summary>Counters since the region was created.</summary>
    Tally ReadStatistics();

    /// <summary>
    /// The size classes of the pool behind it; none where there is no such pool. It takes the locks of the classes: not for
    /// who watches a round.
    /// </summary>
    IReadOnlyList<SizeClassStatistics> ReadSizeClasses() => [];

    /// <summary>
    /// The oracle: updates of this page that stale installs overwrote since it was last written whole. Zero for a
    /// page that lost nothing; null for a region without an oracle.
    /// </summary>
    long? ForetoldLosses(int page);

    /// <summary>
    /// The oracle: events on this page since it was last written whole that can explain a loss; null for a region
    /// without an oracle.
    /// </summary>
    LossCauses? CausesOf(int page);

    /// <summary>
    /// The oracle: accesses to this page since it was last written whole that failed because the device failed on purpose.
    /// </summary>
    int InjectedErrors(int page) => 0;

    /// <summary>
    /// Lets devices fail on purpose, where the region has such, or no longer; off at first. Off, every page that has data
    /// can be read again. Only while nobody uses the region.
    /// </summary>
    void InjectFailures(bool isOn) { }

    /// <summary>
    /// Lets reads of the device take their delay, as they do at first, or none: who populates and checks races with nobody.
    /// Only while nobody uses the region.
    /// </summary>
    void DelayReads(bool isOn) { }

    /// <summary>
    /// <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> at the first foretold loss since
    /// <see cref="ForgetFirstLoss"/>, or 0 if there was none or nobody foretells any.
    /// </summary>
    long FirstLossTimestamp { get; }

    /// <summary>Waits for a first loss anew; only while nobody uses the region.</summary>
    void ForgetFirstLoss() { }

    /// <summary>What led to the first losses, where the region has a flight recorder that is on; else empty.</summary>
    IReadOnlyList<LossWindow> LossWindows => [];

    /// <summary>
    /// Who holds which lock, what is on its way from one state to another, and the last steps, in lines for people; at any
    /// time.
    /// </summary>
    /// <param name="nameOf">Names the thread that holds a lock.</param>
    IReadOnlyList<string> DescribeState(Func<LockHolder, string> nameOf) => ["This region cannot tell its state."];

    /// <summary>
    /// Whether every slot, folio and stored object is accounted for; only while nobody else uses the region.
    /// </summary>
    /// <returns>What is wrong, one line each; empty when nothing is.</returns>
    IReadOnlyList<string> CheckQuiescent();
}
