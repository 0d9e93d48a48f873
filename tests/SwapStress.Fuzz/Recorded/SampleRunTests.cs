using System.Text.Json;
using SwapStress.Harness;

namespace SwapStress.Fuzz.Recorded;

/// <summary>The sample is what this program writes, not what an earlier one did.</summary>
public sealed class SampleRunTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData(SampleRun.Run)]
    [InlineData(SampleRun.Options)]
    [InlineData(SampleRun.Rounds)]
    [InlineData("intervals.jsonl")]
    public void It_has_every_field_that_a_run_writes(string file)
    {
        string[] run = ["--fix", "both", "--threads", "4", "--region", "16K", "--rounds", "2", "--zswap"];
        var call = ProgramCall.Run([.. run, "--out", _directory["run"]]);
        Assert.True(call.Code is ExitCode.Clean or ExitCode.Inconclusive, $"{call}");
        IEnumerable<string> missing = FieldsOf(File.ReadAllText(Path.Combine(_directory["run"], file)))
            .Except(FieldsOf(SampleRun.Files[file]), StringComparer.Ordinal);
        Assert.True(!missing.Any(), $"make the sample anew (see SampleRun); it lacks {string.Join(", ", missing)}");
    }

    /// <summary>
    /// Run again, it comes to its end: if the sample could not be resumed, the fuzz of --resume would try refusals only.
    /// </summary>
    [Fact]
    public void It_can_be_resumed()
    {
        _directory
            .With($"run/{SampleRun.Options}", SampleRun.Files[SampleRun.Options])
            .With($"run/{SampleRun.Rounds}", SampleRun.Files[SampleRun.Rounds].Split('\n')[0] + '\n');
        var call = ProgramCall.Run("run", "--resume", _directory["run"]);
        Assert.True(call.Code is ExitCode.Clean or ExitCode.DataLost or ExitCode.Inconclusive, $"{call}");
        Assert.Contains("\"resumed\": 1", File.ReadAllText(_directory["run/run.json"]), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>The paths of all fields, a list's elements alike, of a document or of a line for each.</summary>
    private static HashSet<string> FieldsOf(string text)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        string[] documents = text.Contains("\n ", StringComparison.Ordinal) ? [text] : text.TrimEnd('\n').Split('\n');
        foreach (string document in documents)
            Add(JsonElement.Parse(document), "");
        return fields;

        void Add(JsonElement element, string path)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in element.EnumerateArray())
                    Add(item, $"{path}[]");
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty field in element.EnumerateObject())
                {
                    fields.Add($"{path}.{field.Name}");
                    Add(field.Value, $"{path}.{field.Name}");
                }
            }
        }
    }
}
