using SwapStress.Explorer.Programs;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Zswap;

namespace SwapStress.Races;

/// <summary>
/// A race of the kernel's swap code that the model has, with the fix that closed it and a configuration that shows it.
/// A race is one sealed class in one file: <see cref="RaceCatalogue"/> finds it by itself.
/// </summary>
internal abstract class Race
{
    /// <summary>The name on the command line and in results: lower case, words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>What is lost, in one sentence.</summary>
    public abstract string Lost { get; }

    /// <summary>The shortest interleaving that loses it, in a few sentences. T is a fault, R reclaim, E a swap entry.</summary>
    public abstract string Why { get; }

    /// <summary>The commit that brought it.</summary>
    public abstract KernelCommit Brought { get; }

    /// <summary>The commit that fixed it.</summary>
    public abstract KernelCommit Fixed { get; }

    /// <summary>The mail that explains it.</summary>
    public abstract KernelMail Mail { get; }

    /// <summary>The mainline kernels that have it, and under what condition.</summary>
    public abstract string Kernels { get; }

    /// <summary>The recorded event that explains each of its losses.</summary>
    public abstract LossCause Cause { get; }

    /// <summary>What switches its fix on the command line.</summary>
    public abstract RaceToggle Toggle { get; }

    /// <summary>What a run does to show it.</summary>
    public abstract RaceConfiguration Configuration { get; }

    /// <summary>
    /// The smallest program that loses by it under some schedule without the fix, with all other fixes in; null where
    /// nobody has written one.
    /// </summary>
    public virtual ProgramSpec? Program => null;

    /// <summary>The same address space with this race's fix, or without it, and with nothing else changed.</summary>
    /// <param name="options">Any address space that <see cref="WhyNotShownBy"/> has nothing against.</param>
    /// <param name="isFixed">Whether the fix is in.</param>
    /// <exception cref="ArgumentException">It lacks the part that the fix is in, such as zswap.</exception>
    public abstract AddressSpaceOptions WithFix(AddressSpaceOptions options, bool isFixed);

    /// <summary>
    /// What keeps a run from showing this race whatever the threads do, and what to write instead, as one line without
    /// a full stop; null if nothing does.
    /// </summary>
    /// <param name="run">The run, with nothing left to default.</param>
    public virtual string? WhyNotShownBy(RaceConfiguration run) => null;

    /// <summary>The address space with another zswap; for the races of zswap's own.</summary>
    /// <param name="options">The address space.</param>
    /// <param name="change">What is other.</param>
    /// <exception cref="ArgumentException">It has no zswap.</exception>
    protected static AddressSpaceOptions WithZswap(
        AddressSpaceOptions options,
        Func<ZswapOptions, ZswapOptions> change
    ) =>
        options with
        {
            Zswap = change(
                options.Zswap
                    ?? throw new ArgumentException("This race is in zswap, and there is none.", nameof(options))
            ),
        };

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
