using System.Reflection;

namespace SwapStress.Races;

/// <summary>
/// Every race there is: the sealed subclasses of <see cref="Race"/>, found by reflection, the oldest fix first. So a new
/// race is one new file and nothing else.
/// </summary>
internal sealed class RaceCatalogue
{
    /// <summary>The races of some assemblies.</summary>
    /// <param name="assemblies">Where to look.</param>
    /// <exception cref="ArgumentException">Two of them have one name, or one has no constructor without parameters.</exception>
    public RaceCatalogue(params Assembly[] assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        All =
        [
            .. assemblies
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type is { IsClass: true, IsSealed: true } && type.IsSubclassOf(typeof(Race)))
                .Select(Create)
                .OrderBy(race => race.Fixed.Year)
                .ThenBy(race => race.Name, StringComparer.Ordinal),
        ];
        if (
            All.CountBy(race => race.Name, StringComparer.Ordinal).FirstOrDefault(pair => pair.Value > 1) is
            { Key: { } twice }
        )
            throw new ArgumentException($"There are two races '{twice}'.", nameof(assemblies));
    }

    /// <summary>The races of this assembly.</summary>
    public static RaceCatalogue Default { get; } = new(typeof(RaceCatalogue).Assembly);

    /// <summary>All races, by the year of their fix, then by name.</summary>
    public IReadOnlyList<Race> All { get; }

    /// <summary>The race of that name, or null.</summary>
    public Race? Find(string name) =>
        All.FirstOrDefault(race => string.Equals(race.Name, name, StringComparison.Ordinal));

    private static Race Create(Type type) =>
        type.GetConstructor(Type.EmptyTypes)?.Invoke(null) as Race
        ?? throw new ArgumentException($"{type} needs a public constructor without parameters.", nameof(type));
}
