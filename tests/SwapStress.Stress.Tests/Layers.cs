using System.Text.RegularExpressions;

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
        "SwapStress.Bench",
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

    /// <summary>
    /// The folders of projects whose folders are layers as well, lowest first; what lies in the project's own folder comes before
    /// them. The core's folders (Paging, Explorer) call each other, as mm/ does.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Folders { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["src/SwapStress.Harness"] =
            [
                "Files",
                "Limits",
                "Kernel",
                "Content",
                "Options",
                "Losses",
                "Figures",
                "Regions",
                "Workers",
                "Rounds",
                "Runs",
                "Results",
            ],
            ["stress"] =
            [
                "Display",
                "Shell",
                "Metrics",
                "SwapIn",
                "Wiring",
                "Codecs",
                "Doctor",
                "Races",
                "Explore",
                "Report",
                "Run",
                "Matrix",
            ],
            ["bench"] = ["Compare", "Density", "Throughput"],
        };

    /// <summary>What a file of a folder uses that is not below it; empty where nothing is.</summary>
    /// <param name="folders">The folders, lowest first.</param>
    /// <param name="folder">The folder; empty for the project's own.</param>
    /// <param name="prefix">The project's namespace.</param>
    /// <param name="code">The file.</param>
    public static IEnumerable<string> Violations(
        IReadOnlyList<string> folders,
        string folder,
        string prefix,
        string code
    )
    {
        int place = IndexOf(folder);
        if (folder.Length > 0 && place < 0)
            return [$"{folder} has no place among the folders"];
        return Regex
            .Matches(
                Regex.Replace(code, "(?m)^ *///.*$", "", RegexOptions.None, TimeSpan.FromSeconds(5)),
                $@"(?m)^using {Regex.Escape(prefix)}\.(?<folder>\w+)|(?<![.\w])(?:{Regex.Escape(prefix.Split('.')[^1])}\.)?(?<folder>{string.Join('|', folders)})\.(?=[A-Z]\w*[.;(<\s])",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5)
            )
            .Select(match => match.Groups["folder"].Value)
            .Where(used => IndexOf(used) > place)
            .Distinct(StringComparer.Ordinal)
            .Select(used => $"{folder} uses {used}, which is not below it");

        int IndexOf(string name) => folders.ToList().IndexOf(name);
    }
}
