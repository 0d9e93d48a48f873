using System.Text.Json;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>--resume on fake regions: what may stand beside it, and what it leaves behind.</summary>
public sealed class ResumeOptionTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task A_finished_run_goes_on_when_there_are_more_rounds_to_do()
    {
        await Session.RunSmallAsync(new FakeModel(lostByNone: 3), _directory, "--strict");
        Session second = await ResumeAsync("--rounds", "5");
        Assert.Equal((0, ""), (second.Code, second.Errors));
        Assert.Contains($"Resuming {_directory["out"]}; rounds so far: none (no fix) 2, prepare-tick 2", second.Output);
        Assert.Contains("[none] Round 4 Good!", second.Output);
        Assert.DoesNotContain("[none] Round 1 ", second.Output);
        JsonElement run = Read("run.json");
        RunContract.Check(run);
        Assert.Equal(1, run.GetProperty("resumed").GetInt32());
        Assert.True(run.GetProperty("options").GetProperty("strict").GetBoolean());
        Assert.All(
            run.GetProperty("strategies").EnumerateArray(),
            strategy => Assert.Equal(5, strategy.GetProperty("rounds").GetInt32())
        );
        Assert.Equal(2, (await ResumeAsync()).Code);
        Assert.Equal(0, (await ResumeAsync("--rounds", "6")).Code);
        Assert.Equal(2, Read("run.json").GetProperty("resumed").GetInt32());
    }

    [Fact]
    public async Task A_run_that_named_its_files_from_where_it_stood_is_resumed_from_anywhere()
    {
        string content = _directory.With("content.bin", "some content")["content.bin"];
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, content);
        string[] run = ["--threads", "6", "--region", "1M", "--rounds", "2", "--content", $"file:{relative}"];
        Session first = await Session.RunAsync(new FakeModel(lostByNone: 3), [.. run, "--out", _directory["out"]]);
        Assert.Equal((0, ""), (first.Code, first.Errors));
        Assert.Contains($"content file:{content}", first.Output);
        JsonElement recipe = Read("options.json");
        Assert.Equal($"file:{content}", recipe.GetProperty("arguments").GetProperty("--content").GetString());
        Assert.Equal($"file:{content}", recipe.GetProperty("options").GetProperty("content").GetString());
        Assert.Equal(0, (await ResumeAsync("--rounds", "3")).Code);
    }

    [Fact]
    public async Task Rounds_are_the_total_from_then_on_and_a_duration_is_that_of_its_part()
    {
        await Session.RunSmallAsync(new FakeModel(), _directory);
        await ResumeAsync("--rounds", "3", "--duration", "1h");
        JsonElement arguments = Read("options.json").GetProperty("arguments");
        Assert.Equal(
            ["--rounds=3", "--threads=6", "--region=1M", "--content=zero"],
            arguments.EnumerateObject().Select(argument => $"{argument.Name}={argument.Value}")
        );
        Assert.Equal(3_600_000_000_000, Read("run.json").GetProperty("options").GetProperty("durationNs").GetInt64());
    }

    [Fact]
    public async Task A_run_that_is_done_is_not_begun_again()
    {
        await Session.RunSmallAsync(new FakeModel(), _directory);
        string before = File.ReadAllText(_directory["out/run.json"]);
        foreach (
            string[] more in (string[][])
                [
                    [],
                    ["--rounds", "1"],
                    ["--rounds", "2"],
                ]
        )
        {
            Session session = await ResumeAsync(more);
            Assert.Equal((2, ""), (session.Code, session.Output));
            Assert.Contains("has 2 rounds already, and --rounds is the total; write --rounds 3", session.Errors);
        }
        Assert.Equal(before, File.ReadAllText(_directory["out/run.json"]));
    }

    [Theory]
    [InlineData("--threads 6", "--threads")]
    [InlineData("--out elsewhere", "--out")]
    [InlineData("--zswap", "--zswap")]
    [InlineData("--rounds 9 --seed 1", "--seed")]
    public async Task What_is_measured_stays(string more, string option)
    {
        await Session.RunSmallAsync(new FakeModel(), _directory);
        Session session = await ResumeAsync(more.Split(' '));
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.StartsWith(
            $"swapstress: {option} is what it was when the run of --resume began; leave it out",
            session.Errors
        );
        Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Every_kind_of_option_is_made_again()
    {
        string[] first =
        [
            "--race",
            "zswap-writeback",
            "--zswap-writeback-delay",
            "2ms",
            "--flight-recorder",
            "off",
            "--seed",
            "18446744073709551615",
            "--self-check",
            "--duration",
            "1h",
            "--rounds-file-size",
            "1M",
            "--rounds",
            "2",
            "--threads",
            "6",
            "--region",
            "1M",
            "--out",
            _directory["out"],
        ];
        var model = new FakeModel { LostWithoutFix = 3 };
        Session one = await Session.RunAsync(model, ["run", .. first]);
        Assert.Equal((0, ""), (one.Code, one.Errors));
        JsonElement before = Read("run.json").GetProperty("options");
        Session two = await Session.RunAsync(model, "run", "--resume", _directory["out"], "--rounds", "3");
        Assert.Equal((0, ""), (two.Code, two.Errors));
        JsonElement after = Read("run.json").GetProperty("options");
        Assert.Equal(
            ["rounds"],
            before
                .EnumerateObject()
                .Where(option => !JsonElement.DeepEquals(option.Value, after.GetProperty(option.Name)))
                .Select(option => option.Name)
        );
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_its_first_round_can_be_resumed()
    {
        await Session.RunSmallAsync(new FakeModel(lostByNone: 3), _directory);
        File.Delete(_directory["out/rounds.jsonl"]);
        File.Delete(_directory["out/run.json"]);
        Session session = await ResumeAsync();
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Equal(2, Read("run.json").GetProperty("strategies")[0].GetProperty("rounds").GetInt32());
    }

    [Fact]
    public async Task Results_are_never_written_over()
    {
        await Session.RunSmallAsync(new FakeModel(), _directory);
        Session session = await Session.RunSmallAsync(new FakeModel(), _directory);
        Assert.Equal(2, session.Code);
        Assert.Contains($"or go on there with --resume {_directory["out"]}", session.Errors);
    }

    public void Dispose() => _directory.Dispose();

    private Task<Session> ResumeAsync(params string[] more) =>
        Session.RunAsync(new FakeModel(lostByNone: 3), ["--resume", _directory["out"], .. more]);

    private JsonElement Read(string name) => JsonElement.Parse(File.ReadAllText(_directory[$"out/{name}"]));
}
