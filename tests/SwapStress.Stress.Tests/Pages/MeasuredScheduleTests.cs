using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>How many schedules a search goes through is the same wherever it runs: so what the page says of it is this build's.</summary>
public sealed partial class MeasuredScheduleTests
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs/MEASURED.md");

    [Fact]
    public async Task The_table_of_all_strategies_is_that_of_this_build()
    {
        string[] found = [.. (await SearchAsync("--sync all")).Select(Describe)];
        Assert.Equal(found, TableOfPage());
    }

    public static IReadOnlyList<TheoryDataRow<string, string>> Counted =>
        [
            .. CountedCommand()
                .Matches(File.ReadAllText(Document))
                .Select(match => new TheoryDataRow<string, string>(
                    match.Groups["arguments"].Value.TrimEnd(),
                    match.Groups["counts"].Value
                )),
        ];

    /// <summary>A command, and behind it how many schedules it goes through, for each strategy that it names.</summary>
    [Theory]
    [MemberData(nameof(Counted))]
    public async Task A_command_goes_through_as_many_schedules_as_the_page_says(string arguments, string counts)
    {
        JsonElement[] rows = await SearchAsync(arguments);
        Assert.All(rows, row => Assert.True(row.GetProperty("exhausted").GetBoolean(), $"{row}"));
        Assert.Equal(counts, string.Join(" ", rows.Select(row => Number(row, "schedules"))));
    }

    [Fact]
    public void The_page_counts_some() => Assert.InRange(Counted.Count, 4, 20);

    private static async Task<JsonElement[]> SearchAsync(string arguments)
    {
        using var directory = new TestDirectory();
        Session session = await BuiltProgram.RunAsync([
            "explore",
            .. Argument().Matches(arguments).Select(match => match.Value.Trim('"')),
            "--json",
            directory["e.json"],
        ]);
        Assert.Equal("", session.Errors);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(directory["e.json"]));
        return [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.Clone())];
    }

    private static string Describe(JsonElement row) =>
        $"{row.GetProperty("race").GetString()} {row.GetProperty("sync").GetString()} {row.GetProperty("fix").GetString()} "
        + $"{Number(row, "schedules")} "
        + (
            row.GetProperty("found").GetBoolean()
                ? $"{row.GetProperty("outcome").GetString()}; {row.GetProperty("preemptions").GetInt32()} preemption"
                : $"keeps everything; exhausted up to {row.GetProperty("preemptionBound").GetInt32()} preemptions"
        );

    private static string Number(JsonElement row, string property) =>
        row.GetProperty(property).GetInt64().ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<string> TableOfPage() =>
        TableRow()
            .Matches(File.ReadAllText(Document))
            .Select(row =>
                string.Join(
                    ' ',
                    ((string[])["race", "sync", "fix", "schedules", "verdict"]).Select(name => row.Groups[name].Value)
                )
            );

    [GeneratedRegex(
        @"^(?<race>[a-z-]+) +(?<sync>[a-z-]+) +(?<fix>on|off) +(?<schedules>[\d,]+) +[\d.]+ +(?<verdict>.+)$",
        RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex TableRow();

    [GeneratedRegex(
        @"^swapstress explore (?<arguments>[^#\n]+)# (?<counts>[\d,]+( [\d,]+)*)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex CountedCommand();

    [GeneratedRegex("\"[^\"]*\"|\\S+", RegexOptions.None, 1_000)]
    private static partial Regex Argument();
}
