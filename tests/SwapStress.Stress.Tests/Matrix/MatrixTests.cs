using System.Text.Json;
using SwapStress.Stress.Matrix;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Matrix;

public sealed class MatrixTests
{
    private static readonly string[] Small = ["--rounds", "2", "--threads", "6", "--region", "1M", "--content", "zero"];

    [Fact]
    public void The_matrix_is_every_device_with_and_without_zswap_and_with_each_codec()
    {
        Assert.Equal(8, MatrixCell.All.Distinct().Count());
        Assert.Equal(8, MatrixCell.All.Select(cell => cell.Name).Distinct(StringComparer.Ordinal).Count());
        foreach (string device in (string[])["zram", "brd"])
        foreach (bool zswap in (bool[])[false, true])
        foreach (string codec in (string[])["lz4", "zstd"])
            Assert.Single(
                MatrixCell.All,
                cell => cell.Device == device && cell.HasZswap == zswap && cell.Compressor == codec
            );
    }

    [Fact]
    public async Task A_sound_strategy_that_loses_anywhere_is_exit_1_and_a_control_is_not()
    {
        using var directory = new TestDirectory();
        Session clean = await RunAsync(new FakeModel(lostByNone: 4), directory["clean"]);
        Assert.Equal(0, clean.Code);
        Assert.Empty(clean.Errors);
        Assert.Contains("nothing lost, misloaded, stale or leaked; controls lost data in 8 of 8 fields", clean.Output);
        Assert.StartsWith("zram, lz4 (1 of 8): 2 rounds of 3 strategies...", clean.Output);
        Assert.Matches(
            @"\n[^\n:]+ \(8 of 8\): 2 rounds of 3 strategies; about 00:\d\d left for all\.\.\.\n",
            clean.Output
        );
        Session idle = await RunAsync(new FakeModel(), directory["idle"]);
        Assert.Equal(4, idle.Code);
        Assert.Contains("Verdict: inconclusive in 8 of 8: ", idle.Output);
        Session unsound = await RunAsync(new FakeModel(lostByFix: 1), directory["unsound"]);
        Assert.Equal(1, unsound.Code);
        Assert.Contains("8 of 16 fields are not clean; controls lost data in 0 of 8 fields", unsound.Output);
    }

    [Fact]
    public async Task The_results_hold_each_combination_in_full_and_all_of_them_in_a_table()
    {
        using var directory = new TestDirectory();
        await RunAsync(new FakeModel(lostByNone: 4), directory["out"]);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(directory["out/matrix.json"]));
        JsonElement matrix = document.RootElement;
        Assert.Equal(MatrixDocument.SchemaName, matrix.GetProperty("schema").GetString());
        Assert.Equal(0, matrix.GetProperty("exitCode").GetInt32());
        JsonElement[] cells = [.. matrix.GetProperty("cells").EnumerateArray()];
        Assert.Equal(8, cells.Length);
        foreach (JsonElement cell in cells)
        {
            JsonElement[] strategies = [.. cell.GetProperty("strategies").EnumerateArray()];
            Assert.Equal(
                ["none False 2 4", "prepare-tick True 2 0", "cached True 2 0"],
                strategies.Select(s =>
                    $"{s.GetProperty("sync")} {s.GetProperty("sound").GetBoolean()} {s.GetProperty("rounds")} {s.GetProperty("lostUpdates")}"
                )
            );
        }
        foreach (MatrixCell cell in MatrixCell.All)
            Assert.True(File.Exists(Path.Combine(directory["out"], cell.Name, "run.json")), cell.Name);
        string table = File.ReadAllText(directory["out/matrix.md"]);
        Assert.Contains("| | *none* | prepare-tick | cached |", table);
        foreach (MatrixCell cell in MatrixCell.All)
            Assert.Single(
                table.Split('\n'),
                line =>
                    line.StartsWith($"| {cell.Label} | 4 / 0 / ", StringComparison.Ordinal)
                    && line.Split('|')[3].StartsWith(" 0 / 0 / 0 in 2; ", StringComparison.Ordinal)
            );
    }

    [Theory]
    [InlineData("--device brd", "unknown option '--device'")]
    [InlineData("--rounds 0", "--rounds 0 would never leave the first combination; write --rounds 100")]
    [InlineData("--sync prepare-tock", "unknown strategy 'prepare-tock'")]
    [InlineData("--threads 0", "--threads 0 is too small")]
    public async Task What_makes_no_sense_is_refused_before_anything_is_run(string arguments, string text)
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunAsync(
            new FakeModel(),
            ["matrix", .. arguments.Split(' '), "--out", directory["out"]]
        );
        Assert.Equal(2, session.Code);
        Assert.Contains(text, session.Errors);
        Assert.Empty(session.Output);
        Assert.False(Directory.Exists(directory["out"]));
    }

    private static Task<Session> RunAsync(FakeModel model, string directory) =>
        Session.RunAsync(model, ["matrix", .. Small, "--out", directory]);
}
