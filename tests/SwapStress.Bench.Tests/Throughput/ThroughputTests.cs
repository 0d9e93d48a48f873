using System.Text.Json;

namespace SwapStress.Bench.Tests.Throughput;

public sealed class ThroughputTests
{
    [Theory]
    [InlineData("--threads 3 --seconds 0.001 --repeat 2", "lz4 (")]
    [InlineData(
        "--threads 1 --seconds 0.001 --repeat 1 --content near-zero --compressor zstd:1 --checksum on",
        "zstd:1 ("
    )]
    public async Task Every_step_has_a_row_for_each_number_of_threads(string arguments, string codec)
    {
        string json = Path.GetTempFileName();
        try
        {
            using var output = new StringWriter();
            using var errors = new StringWriter();
            Assert.Equal(
                0,
                await BenchProgram.RunAsync(["--throughput", .. arguments.Split(' '), "--json", json], output, errors)
            );
            Assert.Empty(errors.ToString());
            Assert.Contains(codec, output.ToString(), StringComparison.Ordinal);
            using var document = JsonDocument.Parse(File.ReadAllText(json));
            Assert.Equal("swapstress/throughput/1", document.RootElement.GetProperty("schema").GetString());
            JsonElement rows = document.RootElement.GetProperty("rows");
            int threads = document.RootElement.GetProperty("options").GetProperty("threads").GetInt32();
            Assert.Equal(4 * threads, rows.GetArrayLength());
            foreach (JsonElement row in rows.EnumerateArray())
                Assert.InRange(row.GetProperty("pagesPerSecond").GetProperty("median").GetDouble(), 1, double.MaxValue);
        }
        finally
        {
            File.Delete(json);
        }
    }

    [Theory]
    [InlineData("--thread 3", "unknown option '--thread'; did you mean '--threads'?")]
    [InlineData("--threads 0", "the smallest is 1")]
    [InlineData("--threads", "option '--threads' needs a value")]
    [InlineData("--threads 1 --threads 2", "given twice")]
    [InlineData("--seconds 1m", "write seconds from")]
    [InlineData("--content text", "write runtime, near-zero, random or file:PATH")]
    [InlineData("--content file:/no/such", "name a file of at least 4096 bytes")]
    [InlineData("--compressor gzip", "write 'lz4'")]
    [InlineData("--checksum yes", "write on or off")]
    [InlineData("--threads 1 --json /no/such/dir/file --seconds 0.001 --repeat 1", "/no/such")]
    public async Task An_argument_that_means_nothing_is_refused(string arguments, string text)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(2, await BenchProgram.RunAsync(["--throughput", .. arguments.Split(' ')], output, errors));
        Assert.Contains(text, Assert.Single(errors.ToString().TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Density_is_told_for_each_content()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(
            0,
            await BenchProgram.RunAsync(["--density", "--pages", "600", "--checksum", "on"], output, errors)
        );
        Assert.Equal(4, output.ToString().TrimEnd('\n').Split('\n').Length);
        Assert.Equal(2, await BenchProgram.RunAsync(["--density", "--pages", "0"], output, errors));
        Assert.Single(errors.ToString().TrimEnd('\n').Split('\n'));
    }
}
