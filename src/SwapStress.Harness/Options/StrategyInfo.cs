using SwapStress.Races;

namespace SwapStress.Harness.Options;

/// <summary>
/// What a run compares: a way to synchronise concurrent swap-ins of one page and, where the run shows a race, whether
/// that race's fix is in; or the running kernel, whatever its way is.
/// </summary>
/// <param name="Name">As <c>--sync</c> spells it.</param>
/// <param name="Sound">Whether it must never lose an update; the others are controls that are known to.</param>
/// <param name="Description">A few words for people: what it is, and in which kernels.</param>
internal sealed record StrategyInfo(string Name, bool Sound, string Description)
{
    /// <summary>
    /// Whether it is the running kernel and no strategy of the model: nobody knows whether it is sound, and it has no
    /// oracle.
    /// </summary>
    public bool IsKernel { get; init; }

    /// <summary>Whether it is there to lose: then a run without a loss has shown nothing.</summary>
    public bool IsControl => !Sound && !IsKernel;

    /// <summary>The running kernel.</summary>
    public static StrategyInfo Kernel { get; } =
        new("kernel", Sound: false, "the running kernel, its own swap") { IsKernel = true };

    /// <summary>The race that the run shows; null in other runs.</summary>
    public Race? Race { get; init; }

    /// <summary>Whether the fix of <see cref="Race"/> is in; without a race it has no meaning.</summary>
    public bool IsFixed { get; init; }

    /// <summary>"on" or "off" as results spell <see cref="IsFixed"/>; null without a race.</summary>
    public string? Fix => Race is null ? null : FixWord.Of(IsFixed);

    /// <summary>
    /// What people read, unlike that of any other strategy of the run: "prepare-tick (fix off)". The strategy "none" is
    /// never called by that word alone, which in a sentence could be no strategy or no loss.
    /// </summary>
    public string Label => Race is null && Name == StressDefaults.UnfixedSync ? $"{Name} (no fix)" : Key;

    /// <summary>The same where no sentence stands around it, in tables and in results: "none", "cached (fix on)".</summary>
    public string Key => KeyOf(Name, Fix);

    /// <summary>The key of a strategy that results name.</summary>
    /// <param name="name">As <c>--sync</c> spells it.</param>
    /// <param name="fix">"on", "off" or null.</param>
    public static string KeyOf(string name, string? fix) => fix is null ? name : $"{name} (fix {fix})";

    /// <summary>The same in names of files: "prepare-tick-fix-off".</summary>
    public string FileLabel => Race is null ? Name : $"{Name}-fix-{Fix}";
}
