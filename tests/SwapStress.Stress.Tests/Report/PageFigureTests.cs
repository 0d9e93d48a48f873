using System.Text.Json.Nodes;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report;

/// <summary>The page has every figure that run.json has of a strategy: another value is another page.</summary>
public sealed class PageFigureTests
{
    /// <summary>All that counts something besides the model itself.</summary>
    private const string Run =
        "--sync none --rounds 1 --threads 16 --region 128K --read-delay 0 --zswap --zswap-max-pool-percent 20 --recompress zstd:3 "
        + "--idle-interval 1ms --checksum on --fail-read 1 --no-progress";

    /// <summary>Different in whatever unit.</summary>
    private const int All = 3 << 20;
    private const int One = 5 << 20;

    [Fact]
    public async Task Every_figure_of_a_strategy_is_on_the_page()
    {
        using var directory = new TestDirectory();
        await Session.RunAsync(
            new PagingModel(),
            [.. Run.Split(' '), "--backing-file", directory["bd"], "--out", directory["out"]]
        );
        string file = directory["out/run.json"];
        JsonNode run = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        JsonNode strategy = run["strategies"]![0]!;
        List<string> paths = [.. Figures(strategy, "")];
        Assert.Superset(
            new HashSet<string>
            {
                ".waves",
                ".injected.noSpace",
                ".zswap.stores",
                ".bdStat.bdReads",
                ".sizeClasses.0.class",
            },
            new HashSet<string>(paths)
        );
        string before = Page(All, One);
        Assert.Equal(before, Page(All, One));
        Assert.DoesNotContain(paths, path => Page(All, One, path) == before);

        // Each figure alike, so that none is left out as rare, and one that is not.
        string Page(int all, int one, string? path = null)
        {
            foreach (string each in paths)
                Set(strategy, each, each == path ? one : all);
            File.WriteAllText(file, run.ToJsonString());
            return HtmlPage.Of(RecordedRuns.Read(directory["out"])).Text;
        }
    }

    /// <summary>Numbers, and what is null where there is nothing to say. The texts are the strategy's name and its fix.</summary>
    private static IEnumerable<string> Figures(JsonNode? node, string path) =>
        node switch
        {
            JsonObject fields => fields
                .Where(field => field.Key is not ("sync" or "fix"))
                .SelectMany(field => Figures(field.Value, $"{path}.{field.Key}")),
            JsonArray list => Figures(list[0], $"{path}.0"),
            _ => [path],
        };

    private static void Set(JsonNode root, string path, int value)
    {
        string[] names = path[1..].Split('.');
        JsonNode parent = names[..^1].Aggregate(root, (node, name) => node is JsonArray list ? list[0]! : node[name]!);
        parent[names[^1]] = value;
    }
}
