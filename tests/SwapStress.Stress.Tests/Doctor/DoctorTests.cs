using System.Text.Json;
using SwapStress.Stress.Doctor;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Doctor;

/// <summary>The verb doctor on the model itself.</summary>
public sealed class DoctorTests
{
    private const int ClassColumns = 18;

    private const int WidthMax = 80;
    private const int TextColumn = 19;

    private static readonly string[] Subjects =
    [
        "system",
        "kernel",
        "cores",
        "memory",
        "swap",
        "zram",
        "zswap",
        "thp",
        "governor",
        "threads",
        "timer",
        "barrier",
        "disk",
        "codec",
    ];

    [Fact]
    public async Task The_machine_is_described_in_80_columns_and_can_run()
    {
        Session session = await RunAsync();
        Assert.Equal((0, ""), (session.Code, session.Errors));
        foreach (string subject in Subjects)
            Assert.Matches($"(?m)^{subject} +(ok|note|missing) +\\S", session.Output);
        Assert.EndsWith("\n\nA default run can work here.\n", session.Output);
        // A word that is longer, such as a path, stays whole.
        Assert.DoesNotContain(
            session.Output.Split('\n'),
            line => line.Length > WidthMax && line[TextColumn..].Trim(' ', '$').Contains(' ')
        );
        if (OperatingSystem.IsLinux())
            Assert.Matches("(?m)^threads +[a-z]+ +[0-9,]+ fit, limited by \\S", session.Output);
    }

    [Fact]
    public async Task What_is_found_goes_to_a_file_as_well()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync("--json", directory["d.json"]);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        JsonElement document = JsonDocument.Parse(File.ReadAllText(directory["d.json"])).RootElement;
        Assert.Equal(
            "schema version commit startedUtc host findings exitCode",
            string.Join(' ', document.EnumerateObject().Select(field => field.Name))
        );
        Assert.Equal("swapstress/doctor/1", document.GetProperty("schema").GetString());
        Assert.Equal(0, document.GetProperty("exitCode").GetInt32());
        JsonElement[] findings = [.. document.GetProperty("findings").EnumerateArray()];
        Assert.Superset(
            new HashSet<string>(Subjects),
            findings.Select(f => f.GetProperty("subject").GetString()!).ToHashSet()
        );
        foreach (JsonElement finding in findings)
        {
            Assert.Equal(
                "subject level text remedy blocks",
                string.Join(' ', finding.EnumerateObject().Select(field => field.Name))
            );
            Assert.Contains(finding.GetProperty("level").GetString(), (string[])["ok", "note", "missing"]);
            Assert.False(finding.GetProperty("blocks").GetBoolean());
        }
    }

    [Fact]
    public void A_codec_that_is_missing_comes_with_the_package_and_without_any_no_run_works()
    {
        const string native = "native   lz4   missing: liblz4.so.1 was not found";
        Finding[] findings = [.. CodecExamination.Examine([native, "managed  lz4   K4os 1.3"])];
        Assert.Equal(
            new Finding(
                "codec",
                FindingLevel.Missing,
                "native lz4 missing: liblz4.so.1 was not found",
                CodecExamination.Install
            ),
            findings[0]
        );
        Assert.Equal(new Finding("codec", FindingLevel.Ok, "managed lz4 K4os 1.3"), findings[1]);
        Finding[] none = [.. CodecExamination.Examine([native, "managed  lz4   missing: no such assembly"])];
        Assert.All(none, finding => Assert.True(finding.Blocks));
        Assert.Null(none[1].Remedy);
    }

    [Fact]
    public void Long_texts_are_broken_and_commands_can_be_pasted()
    {
        var finding = new Finding(
            "threads",
            FindingLevel.Missing,
            string.Join(' ', Enumerable.Repeat("word", 20)),
            string.Join(" && ", Enumerable.Repeat("sudo sysctl a.b=1", 5))
        )
        {
            Blocks = true,
        };
        string[] lines = [.. DoctorReport.Lines([finding])];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, WidthMax));
        Assert.Equal("threads   missing  word word word word word word word word word word word word", lines[0]);
        Assert.StartsWith("                   $ sudo sysctl a.b=1 && ", lines[2]);
        Assert.EndsWith(" \\", lines[2]);
        Assert.Equal("A default run cannot work here: see threads.", lines[^1]);
    }

    /// <summary>What the table promises is what the compaction frees, and the sums are those of the lines.</summary>
    [Theory]
    [InlineData("--size 4M")]
    [InlineData("--size 4M --compressor zstd --free 75 --seed 3")]
    public async Task A_pool_is_shown_before_and_after_compaction(string arguments)
    {
        Session session = await RunAsync("--pool", arguments);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        (long[] before, long[] sumBefore) = ReadTable(session.Output, "before:");
        (long[] after, long[] sumAfter) = ReadTable(session.Output, "after:");
        Assert.Equal(before, sumBefore);
        Assert.Equal(after, sumAfter);
        // obj_allocated, obj_used, pages_used, freeable
        long freed = before[^1];
        Assert.True(freed > 0);
        Assert.Equal(0, after[^1]);
        Assert.Equal(before[^2] - freed, after[^2]);
        Assert.Equal(before[^3], after[^3]);
        Assert.Contains(
            $"compaction: {freed} of {before[^2]} pages freed in ",
            session.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_same_seed_frees_the_same()
    {
        Session first = await RunAsync("--pool", "--size 1M --seed 5");
        Session second = await RunAsync("--pool", "--size 1M --seed 5");
        Session other = await RunAsync("--pool", "--size 1M --seed 6");
        Assert.Equal(WithoutTimes(first.Output), WithoutTimes(second.Output));
        Assert.NotEqual(WithoutTimes(first.Output), WithoutTimes(other.Output));
    }

    [Theory]
    [InlineData("--content random", "compaction: 0 of ")]
    [InlineData("--free 0", "0 of them freed at random")]
    [InlineData("--free 100", "- after the frees, - compacted")]
    public async Task A_pool_with_nothing_to_free_is_shown_as_well(string arguments, string expected)
    {
        Session session = await RunAsync("--pool", "--size 1M " + arguments);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Contains(expected, session.Output);
    }

    [Theory]
    [InlineData("--size 4M", "--size is about the pool; add --pool, or leave --size out.")]
    [InlineData("--pool --json d.json", "--json is about the machine; leave --json or --pool out.")]
    [InlineData("--json .", "--json '.' is no file; write --json out.json.")]
    [InlineData("--pool --size 0", "--size 0 is no whole number of 4096-byte pages; write 64M, for example.")]
    [InlineData("--pool --size 5000", "--size 5000 is no whole number of 4096-byte pages")]
    [InlineData("--pool --size 9000T", "too large")]
    [InlineData("--pool --free 101", "--free '101' is no percentage")]
    [InlineData("--pool --content text", "unknown --content 'text'")]
    [InlineData(
        "--pool --content file:/no/such",
        "--content file:/no/such: there is no such file; name a file with data."
    )]
    [InlineData("--pool --compressor gzip", "gzip")]
    [InlineData("--pool --codec-provider ours", "unknown --codec-provider 'ours'; write native or managed.")]
    [InlineData("--pool --seed x", "--seed 'x' is no whole number")]
    [InlineData("--pull", "unknown option '--pull'; did you mean '--pool'?")]
    public async Task Nonsense_is_refused_in_one_line(string arguments, string expected)
    {
        Session session = await RunAsync(arguments);
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.Contains(expected, session.Errors);
        Assert.Single(session.Errors.TrimEnd().Split('\n'));
    }

    private static Task<Session> RunAsync(params string[] arguments) =>
        Session.RunAsync(
            new PagingModel(),
            ["doctor", .. arguments.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))]
        );

    /// <summary>The sums of the groups, and of the last columns without pages_per_zspage, by line and as printed.</summary>
    private static (long[] Summed, long[] Total) ReadTable(string output, string heading)
    {
        string[] lines =
        [
            .. output.Split('\n').SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(1),
        ];
        Assert.Equal(ClassColumns, lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        long[] sums = new long[ClassColumns - 3];
        foreach (string line in lines.Skip(1))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "Total")
                return (sums, [.. words.Skip(1).Select(long.Parse)]);
            long[] numbers = [.. words.Select(long.Parse)];
            Assert.Equal(ClassColumns, numbers.Length);
            // pages_used is the zspages times pages_per_zspage.
            Assert.Equal(numbers[15], numbers[2..13].Sum() * numbers[16]);
            long[] added = [.. numbers[2..16], numbers[17]];
            for (int i = 0; i < sums.Length; i++)
                sums[i] += added[i];
        }
        throw new InvalidOperationException($"no table after {heading}");
    }

    private static string WithoutTimes(string output)
    {
        int from = output.IndexOf(" pages freed in ", StringComparison.Ordinal);
        int to = output.IndexOf(" ms;", StringComparison.Ordinal);
        return output.Remove(from, to - from);
    }
}
