using System.Text.Json;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.SwapIn;

/// <summary>The verb swapin on the model itself.</summary>
public sealed class SwapInTests
{
    private const int Pages = 256;

    [Fact]
    public async Task Strategies_are_measured_and_written()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(
            "--sync",
            "none,prepare-tick",
            "--repeat",
            "2",
            "--threads",
            "2",
            "--json",
            directory["s.json"]
        );
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Contains("swapin of 1M, 256 pages of zero, by 2 threads; 2 repeats, in turn", session.Output);
        Assert.Contains("repeat 2, us a page in/out: none ", session.Output);
        Assert.Contains("model: the same slots for every strategy", session.Output);
        JsonElement document = JsonDocument
            .Parse(await File.ReadAllTextAsync(directory["s.json"], Cancelled))
            .RootElement;
        Assert.Equal("swapstress/swapin/1", document.GetProperty("schema").GetString());
        Assert.Equal(0, document.GetProperty("exitCode").GetInt32());
        Assert.True(document.GetProperty("sameSlots").GetBoolean());
        JsonElement[] rows = [.. document.GetProperty("rows").EnumerateArray()];
        Assert.Equal(["none", "prepare-tick"], rows.Select(row => row.GetProperty("sync").GetString()!));
        Assert.All(rows, CheckRow);
        Assert.Equal(1, rows[0].GetProperty("swapInOverNone").GetDouble());
        Assert.Equal(JsonValueKind.Null, rows[0].GetProperty("swapInOverKernel").ValueKind);
    }

    [Theory]
    [InlineData("--size 0", "--size 0 is no whole number of 4096-byte pages; write 4096, for example.")]
    [InlineData("--size 5000", "--size 5000 is no whole number of 4096-byte pages; write 8192, for example.")]
    [InlineData("--size 9000T", "too large")]
    [InlineData(
        "--size 1M --disksize 1M",
        "--disksize 1M has no room for 1M and the header page; write 1052672 or more."
    )]
    [InlineData("--backend kern", "unknown --backend 'kern'; write model, kernel or model,kernel.")]
    [InlineData("--backend model,model", "--backend model,model names one twice; name each once.")]
    [InlineData("--backend kernel --sync none", "--sync says how the model works, and only the kernel runs")]
    [InlineData("--backend kernel --disksize 2M", "--disksize says how the model works, and only the kernel runs")]
    [InlineData("--sync best", "unknown strategy 'best' in --sync")]
    [InlineData("--repeat 0", "--repeat 0 is too small; the smallest is 1.")]
    [InlineData("--threads 2000", "--threads 2000 is too large")]
    [InlineData("--size 4K --threads 2", "--threads 2 is more than the 1 pages of --size.")]
    [InlineData("--compressor gzip", "gzip")]
    [InlineData("--content text", "unknown --content 'text'")]
    [InlineData("--content file:/no/such/file", "no such file")]
    [InlineData("--json /no/such/directory/s.json", "there is no directory /no/such/directory")]
    [InlineData("--json .", "--json '.' is no file")]
    [InlineData("--rounds 3", "unknown option '--rounds'")]
    [InlineData("--fix on", "unknown option '--fix'")]
    public async Task Bad_input_is_one_line(string arguments, string expected)
    {
        Session session = await Session.RunAsync(new PagingModel(), ["swapin", .. arguments.Split(' ')]);
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.Contains(expected, session.Errors);
        Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_size_that_memory_cannot_hold_is_refused()
    {
        Session session = await Session.RunAsync(new PagingModel(), "swapin", "--size", "1T", "--content", "random");
        Assert.Equal((3, ""), (session.Code, session.Output));
        Assert.Contains("a region of --size can take ", session.Errors);
        Assert.Contains("write a smaller --size", session.Errors);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Task<Session> RunAsync(params string[] arguments) =>
        Session.RunAsync(new PagingModel(), ["swapin", "--size", "1M", "--content", "zero", .. arguments]);

    private static void CheckRow(JsonElement row)
    {
        Assert.Equal("model", row.GetProperty("backend").GetString());
        Assert.Equal("lz4", row.GetProperty("compressor").GetString());
        Assert.Equal("zero", row.GetProperty("content").GetString());
        Assert.Equal((Pages, 2), (row.GetProperty("pages").GetInt32(), row.GetProperty("repeats").GetInt32()));
        foreach (string name in (string[])["swapInNsPerPage", "swapOutNsPerPage"])
        {
            JsonElement spread = row.GetProperty(name);
            double min = spread.GetProperty("min").GetDouble();
            double max = spread.GetProperty("max").GetDouble();
            Assert.True(min > 0);
            Assert.InRange(spread.GetProperty("median").GetDouble(), min, max);
        }
        Assert.True(row.GetProperty("bareDecodeNsPerPage").GetDouble() > 0);
        Assert.True(row.GetProperty("bareEncodeNsPerPage").GetDouble() > 0);
        Assert.Equal(1, row.GetProperty("slotsInOrder").GetDouble());
        // Slots that were freed and not yet given back still have their data, up to a return cache for each processor.
        Assert.InRange(row.GetProperty("zram").GetProperty("origDataSize").GetInt64(), Pages * 4096, long.MaxValue);
    }
}
