using System.Text.Json;
using SwapStress.Races;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Races;

public sealed class RaceRunTests
{
    [Fact]
    public async Task Results_tell_the_fix_apart()
    {
        using var directory = new TestDirectory();
        var model = new FakeModel { LostWithoutFix = 3 };
        Session session = await Session.RunSmallAsync(
            model,
            directory,
            "--race",
            "zswap-writeback",
            "--sync",
            "cached,prepare-tick"
        );
        Assert.Equal(0, session.Code);
        Assert.Empty(session.Errors);
        string[] lines = session.Output.Split('\n');
        Assert.StartsWith("zswap-writeback: a page that was swapped out to a reused slot", lines[0]);
        Assert.Contains(
            "[cached (fix off)] Round 0 Failed, 3 data loss, 0 misload, explained by 3 stale installs on these pages!",
            lines
        );
        Assert.Contains("[cached (fix on)] Round 0 Good!", lines);
        Assert.Contains(
            "Verdict: fixed: cached (fix off) lost 3 updates, cached (fix on) lost 0 updates in 2 rounds that count, prepare-tick "
                + "(fix off) lost 3 updates, prepare-tick (fix on) lost 0 updates in 2 rounds that count",
            lines
        );
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"]));
        JsonElement run = document.RootElement;
        RunContract.Check(run);
        Assert.Equal("zswap-writeback", run.GetProperty("options").GetProperty("race").GetString());
        Assert.Equal(
            """["cached","prepare-tick"]""",
            string.Concat(run.GetProperty("options").GetProperty("sync").GetRawText().Where(c => !char.IsWhiteSpace(c)))
        );
        Assert.Equal(
            ["cached off 3", "cached on 0", "prepare-tick off 3", "prepare-tick on 0"],
            run.GetProperty("strategies").EnumerateArray().Select(Summarise)
        );
        Assert.Equal(
            [
                "cached off 3",
                "cached on 0",
                "prepare-tick off 3",
                "prepare-tick on 0",
                "cached off 0",
                "cached on 0",
                "prepare-tick off 0",
                "prepare-tick on 0",
            ],
            File.ReadLines(directory["out/rounds.jsonl"]).Select(line => Summarise(JsonElement.Parse(line)))
        );
        Assert.Equal(
            [
                "swapin-cached-fix-off.hgrm",
                "swapin-cached-fix-on.hgrm",
                "swapin-prepare-tick-fix-off.hgrm",
                "swapin-prepare-tick-fix-on.hgrm",
            ],
            Directory.EnumerateFiles(directory["out"], "*.hgrm").Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(3, "--fix both", 0)]
    [InlineData(3, "--fix off", 1)]
    [InlineData(3, "--fix on", 0)]
    [InlineData(0, "--fix both", 4)]
    public async Task The_exit_code_is_the_verdicts(int lostWithoutFix, string options, int code)
    {
        using var directory = new TestDirectory();
        var model = new FakeModel { LostWithoutFix = lostWithoutFix };
        Session session = await Session.RunSmallAsync(
            model,
            directory,
            ["--race", "swapcache-skip", .. options.Split(' ')]
        );
        Assert.Equal(code, session.Code);
    }

    [Fact]
    public async Task Without_a_race_the_fix_is_null()
    {
        using var directory = new TestDirectory();
        await Session.RunSmallAsync(new FakeModel(), directory);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"]));
        RunContract.Check(document.RootElement);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("options").GetProperty("race").ValueKind);
        Assert.Contains("\"fix\":null,", File.ReadLines(directory["out/rounds.jsonl"]).First());
    }

    [Fact]
    public async Task The_verb_lists_every_race()
    {
        Session session = await Session.RunAsync(new FakeModel(), "races");
        Assert.Equal(0, session.Code);
        Assert.Empty(session.Errors);
        foreach (Race race in RaceCatalogue.Default.All)
        {
            foreach (string text in (string[])[race.Brought.Id, race.Fixed.Id, race.Mail.Url, race.Kernels])
                Assert.Contains(text, session.Output);
            Assert.Contains($"\n  run      swapstress --race {race.Name}\n", session.Output);
            Assert.Contains($"\n  toggle   {race.Toggle.Option} {race.Toggle.Off}|{race.Toggle.On}\n", session.Output);
            Assert.Contains($"{race.Toggle.Option} {race.Toggle.Off} --threads ", session.Output);
        }
        Assert.All(
            session.Output.Split('\n').Where(line => !line.StartsWith("  fix o", StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, 100)
        );
    }

    /// <summary>A race that only this assembly has is listed, resolved, run on the real model and named in the results.</summary>
    [Fact]
    public async Task A_fifth_race_needs_no_more_than_its_class()
    {
        using var directory = new TestDirectory();
        var races = new RaceCatalogue(typeof(Race).Assembly, typeof(FifthRace).Assembly);
        Assert.Equal(5, races.All.Count);
        Session session = await Session.RunAsync(new PagingModel(), races, "races");
        Assert.Contains("\n  toggle   --sync swap-count|prepare-wait\n", session.Output);
        session = await Session.RunAsync(
            new PagingModel(),
            races,
            "--race",
            "fifth-race",
            "--read-delay",
            "0",
            "--out",
            directory["out"]
        );
        Assert.Equal(0, session.Code);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"]));
        RunContract.Check(document.RootElement);
        JsonElement[] strategies = [.. document.RootElement.GetProperty("strategies").EnumerateArray()];
        Assert.Equal(
            ["swap-count off", "prepare-wait on"],
            strategies.Select(s => $"{s.GetProperty("sync")} {s.GetProperty("fix")}")
        );
        Assert.All(
            strategies,
            s => Assert.Equal(16L * 16 * s.GetProperty("rounds").GetInt64(), s.GetProperty("updates").GetInt64())
        );
    }

    private static string Summarise(JsonElement element) =>
        $"{element.GetProperty("sync")} {element.GetProperty("fix")} {element.GetProperty("lostUpdates")}";
}
