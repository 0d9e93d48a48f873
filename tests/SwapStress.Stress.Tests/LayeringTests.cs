using System.Reflection;
using System.Xml.Linq;

namespace SwapStress.Stress.Tests;

public sealed class LayeringTests
{
    /// <summary>What the compiled code uses, wherever it got it from.</summary>
    [Fact]
    public void Assemblies_reference_downwards_only()
    {
        var seen = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Visit(typeof(SwapStressProgram).Assembly, seen);
        Assert.Subset(
            seen.Keys.ToHashSet(),
            new HashSet<string>([
                "swapstress",
                "SwapStress.Harness",
                "SwapStress.Races",
                "SwapStress.Explorer",
                "SwapStress.Paging",
                "SwapStress.Primitives",
            ])
        );
        Assert.Empty(seen.SelectMany(pair => Layers.Violations(pair.Key, pair.Value)));
    }

    /// <summary>What the projects ask for, used or not, and projects that the program does not use yet.</summary>
    [Fact]
    public void Projects_reference_downwards_only()
    {
        string[] projects =
        [
            .. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "stress"), "*.csproj"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "bench"), "*.csproj"),
        ];
        Assert.InRange(projects.Length, 6, int.MaxValue);
        Assert.Empty(projects.SelectMany(project => Layers.Violations(NameOf(project), ReferencesOf(project))));
    }

    [Theory]
    [InlineData("SwapStress.Store", "SwapStress.Paging")]
    [InlineData("SwapStress.Store", "SwapStress.Store.Managed")]
    [InlineData("SwapStress.Paging", "SwapStress.Paging")]
    [InlineData("SwapStress.Races", "SwapStress.Harness")]
    [InlineData("SwapStress.Harness", "swapstress")]
    [InlineData("SwapStress.Harness", "SwapStress.Bench")]
    [InlineData("SwapStress.Other", "SwapStress.Store")]
    public void An_edge_that_is_not_downward_is_found(string from, string to) =>
        Assert.Single(Layers.Violations(from, [to]));

    /// <summary>By their usings, of which none is in vain: the build refuses those.</summary>
    [Fact]
    public void Folders_use_folders_below_only()
    {
        var violations = new List<string>();
        foreach ((string project, IReadOnlyList<string> folders) in Layers.Folders)
        {
            string root = Path.Combine(Repository.Root, project);
            string prefix = NameOf(Assert.Single(Directory.GetFiles(root, "*.csproj")));
            Assert.Equal(
                folders.Order(StringComparer.Ordinal),
                Directory
                    .GetDirectories(root)
                    .Where(directory => Path.GetFileName(directory) is not ("bin" or "obj"))
                    .Where(directory => Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories).Any())
                    .Select(directory => Path.GetFileName(directory))
                    .Order(StringComparer.Ordinal)
            );
            foreach (string folder in folders)
            foreach (string file in Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
                violations.AddRange(
                    Layers
                        .Violations(folders, folder, prefix, File.ReadAllText(file))
                        .Select(violation => $"{Path.GetRelativePath(Repository.Root, file)}: {violation}")
                );
        }
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("using SwapStress.Stress.Run;", 1)]
    [InlineData("using SwapStress.Stress.Display.Live;", 0)]
    [InlineData("var plan = new Run.RunPlan(options);", 1)]
    [InlineData("var plan = new Stress.Run.RunPlan(options);", 1)]
    public void A_folder_that_uses_one_above_is_found(string code, int violations) =>
        Assert.Equal(
            violations,
            Layers.Violations(Layers.Folders["stress"], "Shell", "SwapStress.Stress", code).Count()
        );

    private static void Visit(Assembly assembly, Dictionary<string, IReadOnlyList<string>> seen)
    {
        string name = assembly.GetName().Name!;
        if (seen.ContainsKey(name))
            return;
        AssemblyName[] references =
        [
            .. assembly
                .GetReferencedAssemblies()
                .Where(reference => reference.Name!.StartsWith("SwapStress", StringComparison.OrdinalIgnoreCase)),
        ];
        seen[name] = [.. references.Select(reference => reference.Name!)];
        foreach (AssemblyName reference in references)
            Visit(Assembly.Load(reference), seen);
    }

    private static IEnumerable<string> ReferencesOf(string project) =>
        XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(reference => NameOf(reference.Attribute("Include")!.Value));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));
}
