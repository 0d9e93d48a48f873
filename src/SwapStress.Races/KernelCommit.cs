namespace SwapStress.Races;

/// <summary>A commit of the Linux kernel.</summary>
/// <param name="Id">The first 12 digits of its hash.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kernel">The first release with it, such as 6.8.</param>
/// <param name="Year">The year it was merged.</param>
internal sealed record KernelCommit(string Id, string Title, string Kernel, int Year)
{
    /// <summary>As commit messages cite it, with the release.</summary>
    public override string ToString() => $"{Id} (\"{Title}\"), {Kernel}, {Year}";
}
