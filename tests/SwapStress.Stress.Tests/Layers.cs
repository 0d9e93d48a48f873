namespace SwapStress.Stress.Tests;

/// <summary>The projects of the program, lowest first. A reference may only point to one that stands before.</summary>
internal static class Layers
{
    public static IReadOnlyList<string> All { get; } =
    [
        "SwapStress.Primitives",
        "SwapStress.Store",
        "SwapStress.Store.Managed",
        "SwapStress.Paging",
        "SwapStress.Explorer",
        "SwapStress.Races",
        "SwapStress.Harness",
        "SwapStress.Stress",
    ];

    /// <summary>What is wrong with the references of a project; empty when they all point down.</summary>
    public static IReadOnlyList<string> Violations(string from, IEnumerable<string> references)
    {
        int place = Place(from);
        if (place < 0)
            return [$"{from} has no place among the layers"];
        return
        [
            .. from to in references
            where Place(to) < 0 || Place(to) >= place
            select $"{from} references {to}, which is {(Place(to) < 0 ? "no layer" : "not below it")}",
        ];
    }

    /// <summary>The program's assembly has the name of its command.</summary>
    private static int Place(string name) =>
        All.Select((layer, place) => (layer, place))
            .Where(pair => pair.layer == (name == "swapstress" ? "SwapStress.Stress" : name))
            .Select(pair => pair.place)
            .DefaultIfEmpty(-1)
            .First();
}
