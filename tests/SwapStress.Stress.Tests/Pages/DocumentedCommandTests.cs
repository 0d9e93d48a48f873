using System.Collections.Concurrent;
using System.Diagnostics;
using SwapStress.Harness;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>
/// Every command of all pages, as it is written, in a shell. One that goes on for long is interrupted after some
/// seconds, which is how a reader ends it.
/// </summary>
public sealed class DocumentedCommandTests : IDisposable
{
    private const int SecondsMax = 4;
    private const int AtOnce = 2;

    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task Every_command_runs_as_written()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("the commands are for a shell with coreutils");
        Assert.True(DocumentedCommand.All.Count > 50, $"only {DocumentedCommand.All.Count} commands were found");
        string[] pages =
        [
            "README.md",
            "CONTRIBUTING.md",
            "docs/GUIDE.md",
            "docs/EXPLORER.md",
            "docs/MEASURED.md",
            "stress/README.md",
        ];
        Assert.Subset(DocumentedCommand.All.Select(command => command.Document).ToHashSet(), pages.ToHashSet());
        WriteShims();
        Session sample = await BuiltProgram.RunAsync(
            "run --threads 8 --region 1M --read-delay 100us --rounds 0 --duration 1s --no-progress --out"
                .Split(' ')
                .Append(Sample)
                .ToArray()
        );
        Assert.True(sample.Code is ExitCode.Clean or ExitCode.Inconclusive, sample.Errors);
        var wrong = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            DocumentedCommand.All.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (command, cancelled) =>
            {
                if (await FaultOfAsync(command.Item, command.Index, cancelled) is { } fault)
                    wrong.Enqueue($"{command.Item.Document}: {command.Item.Text}\n    {fault}");
            }
        );
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
    }

    public void Dispose() => _directory.Dispose();

    private string Sample => _directory["sample"];

    private async Task<string?> FaultOfAsync(DocumentedCommand command, int number, CancellationToken cancelled)
    {
        string home = Directory.CreateDirectory(_directory[$"{number}"]).FullName;
        foreach (string results in command.Results)
            Copy(Sample, Path.Combine(home, results));
        File.CreateSymbolicLink(Path.Combine(home, "run-stress.sh"), _directory["shims/swapstress"]);
        var start = new ProcessStartInfo(
            "timeout",
            ["--preserve-status", "--signal=INT", "--kill-after=60", $"{SecondsMax}", "bash", "-c", command.Text]
        )
        {
            WorkingDirectory = home,
        };
        // What they write to a home directory goes to one of their own.
        start.Environment["HOME"] = home;
        Directory.CreateDirectory(Path.Combine(home, ".zfunc"));
        Directory.CreateDirectory(Path.Combine(home, ".config/fish/completions"));
        start.Environment["PATH"] = $"{_directory["shims"]}:{Environment.GetEnvironmentVariable("PATH")}";
        Session session = await ChildProcess.RunAsync(start, cancelled);
        bool isExpected = session.Code switch
        {
            0 or 130 => true,
            1 => session.Output.Contains("lost", StringComparison.Ordinal),
            3 => command.NeedsSwap,
            4 => session.Output.Contains("Verdict: inconclusive: ", StringComparison.Ordinal),
            _ => false,
        };
        return isExpected ? null : $"exit {session.Code}: {session.Errors.Trim()}";
    }

    /// <summary>What the commands begin with, all of them the program that was built for this test.</summary>
    private void WriteShims()
    {
        ProcessStartInfo program = BuiltProgram.Start();
        Directory.CreateDirectory(_directory["shims"]);
        Write("swapstress", $"PATH=${{PATH#*:}} exec '{program.FileName}' '{program.ArgumentList[0]}' \"$@\"");
        Write("dotnet", "shift 5; [ $# -eq 0 ] || shift; exec swapstress \"$@\"");
    }

    private void Write(string name, string body)
    {
        string path = _directory[$"shims/{name}"];
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
