using System.Text.Json;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Explore;

/// <summary>The verb <c>explore</c> as a whole.</summary>
public sealed class ExploreTests
{
    private const int Rows = 8;

    [Fact]
    public async Task Every_race_is_found_without_its_fix_and_exhausted_with_it()
    {
        using var directory = new TestDirectory();
        Session session = await BuiltProgram.RunAsync("explore", "--preemptions", "2", "--json", directory["e.json"]);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(directory["e.json"]));
        JsonElement root = document.RootElement;
        Assert.Equal("swapstress/explore/1", root.GetProperty("schema").GetString());
        Assert.Equal(0, root.GetProperty("exitCode").GetInt32());
        JsonElement[] rows = [.. root.GetProperty("rows").EnumerateArray()];
        Assert.Equal(Rows, rows.Length);
        foreach (JsonElement row in rows)
        {
            bool isFixed = row.GetProperty("fix").GetString() == "on";
            Assert.Equal(!isFixed, row.GetProperty("found").GetBoolean());
            Assert.Equal(isFixed, row.GetProperty("exhausted").GetBoolean());
            Assert.Equal(isFixed, row.GetProperty("outcome").GetString() == "nothing lost");
            Assert.Equal(isFixed, row.GetProperty("replay").ValueKind == JsonValueKind.Null);
            Assert.Equal(2, row.GetProperty("preemptionBound").GetInt32());
            Assert.Equal("witness", row.GetProperty("check").GetString());
            if (!isFixed)
                Assert.Equal(1, row.GetProperty("preemptions").GetInt32());
            Assert.InRange(row.GetProperty("schedules").GetInt64(), 1, long.MaxValue);
            Assert.InRange(row.GetProperty("schedulesPerSecond").GetDouble(), 1, double.MaxValue);
            Assert.NotEqual("", row.GetProperty("race").GetString());
            Assert.NotEqual("", row.GetProperty("sync").GetString());
        }
    }

    [Theory]
    [InlineData("swapcache-skip", "set_pte_at(v2, counter 1)")]
    [InlineData("unstable-write", "page 1 cannot be read")]
    public async Task What_was_found_is_printed_and_replays_the_same(string race, string step)
    {
        Session found = await BuiltProgram.RunAsync("explore", "--race", race, "--fix", "off");
        Assert.Equal(1, found.Code);
        string[] failure = FailureOf(found);
        Assert.Contains(failure, line => line.Contains(step, StringComparison.Ordinal));
        Assert.Single(failure, line => line.Contains("<== ", StringComparison.Ordinal));

        string command = failure.Single(line => line.StartsWith("Replay: ", StringComparison.Ordinal));
        Session replayed = await BuiltProgram.RunAsync([
            "explore",
            .. command[(command.IndexOf(" explore ", StringComparison.Ordinal) + " explore ".Length)..].Split(' '),
        ]);
        Assert.Equal((1, ""), (replayed.Code, replayed.Errors));
        Assert.Equal(failure, FailureOf(replayed));
    }

    [Theory]
    [InlineData("witness", "each checked by its witnesses (--check full for all)")]
    [InlineData("full", "each checked in full")]
    public async Task The_text_says_how_schedules_were_checked(string check, string says)
    {
        Session session = await BuiltProgram.RunAsync(
            "explore",
            "--program",
            "T0: inc 0, pageout 0",
            "--sync",
            "prepare-tick",
            "--check",
            check
        );
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.EndsWith(says, session.Output.TrimEnd());
    }

    /// <summary>The program is the one that a stress run prints for <c>Windows.SkippedCache</c>.</summary>
    [Fact]
    public async Task A_program_from_a_stress_run_loses_as_the_run_did()
    {
        Session session = await BuiltProgram.RunAsync(
            "explore",
            "--program",
            "setup: inc 0, pageout 0; T0: inc 0; T1: inc 0; T2: pageout 0",
            "--slots",
            "1",
            "--device",
            "zram",
            "--sync",
            "none"
        );
        Assert.Equal((1, ""), (session.Code, session.Errors));
        Assert.Contains("page 0 lost 1", session.Output);
    }

    [Fact]
    public async Task A_schedule_of_another_program_is_refused()
    {
        Session session = await BuiltProgram.RunAsync([
            "explore",
            "--race",
            "swapcache-skip",
            "--fix",
            "on",
            "--replay",
            "1:1,9000:0",
        ]);
        Assert.Equal(2, session.Code);
        Assert.Contains("--replay 1:1,9000:0 does not fit", session.Errors);
    }

    /// <summary>From the schedule on: what a search and a replay have in common.</summary>
    private static string[] FailureOf(Session session)
    {
        string[] lines = session.Output.TrimEnd().Split('\n');
        return lines[Array.FindIndex(lines, line => line.StartsWith("Schedule ", StringComparison.Ordinal))..];
    }
}
