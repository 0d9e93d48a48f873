using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>What breaks a run from outside: output that fails or stands still, signals, limits, a disk that fills.</summary>
public sealed class FieldTests : IDisposable
{
    private const string Small = "--threads 4 --region 256K --fix on --read-delay 0 --no-progress";

    private readonly TestDirectory _directory = new();

    public FieldTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("signals, limits and devices of Linux");
    }

    [Theory]
    [InlineData(">/dev/full", "No space left on device")]
    [InlineData(">&-", "Access to the path is denied.")]
    public async Task A_run_whose_text_nobody_gets_has_its_results(string redirection, string reason)
    {
        Session session = await ShellAsync($"$SW {Small} --rounds 2 --out r {redirection}");
        Assert.Equal([$"swapstress: cannot write to stdout: {reason}"], Warnings(session));
        AssertWhole(session);
        Assert.Equal(2, File.ReadAllLines(_directory["r/rounds.jsonl"]).Length);
        Assert.True(File.Exists(_directory["r/report.html"]));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("codecs")]
    [InlineData("explore --race swapcache-skip --fix off")]
    public async Task Text_that_is_all_there_is_and_cannot_be_written_is_no_success(string arguments)
    {
        Session session = await ShellAsync($"$SW {arguments} >/dev/full");
        Assert.Equal("swapstress: cannot write to stdout: No space left on device\n", session.Errors);
        Assert.Equal(arguments.StartsWith("explore", StringComparison.Ordinal) ? 1 : 3, session.Code);
    }

    [Fact]
    public async Task A_reader_that_is_gone_is_none_of_the_programs_business()
    {
        Session session = await ShellAsync("$SW races | head -1; echo ${PIPESTATUS[0]}");
        Assert.Equal(("", "0"), (session.Errors, session.Output.TrimEnd().Split('\n')[^1]));
    }

    /// <summary>The pager reads nothing until the run is over.</summary>
    [Fact]
    public async Task A_pager_that_stands_still_holds_up_no_run()
    {
        Session session = await ShellAsync(
            // The pipe is full before the first line.
            $"(head -c 65536 /dev/zero; exec $SW {Small} --rounds 4 --out r) "
                + "| (for i in {1..500}; do test -f r/run.json && break; sleep 0.2; done; wc -c)"
        );
        Assert.True(long.Parse(session.Output, CultureInfo.InvariantCulture) > 65_536, session.Output);
        Assert.Empty(Warnings(session));
        Assert.Empty(Run("r").GetProperty("missing").EnumerateArray());
        Assert.False(File.Exists(_directory["r/watchdog.txt"]));
    }

    [Fact]
    public async Task An_extra_that_fails_changes_no_exit_code()
    {
        Session session = await ShellAsync(
            "TMPDIR=/nonexistent $SW --fix off --region 256K --threads 64 --rounds 3 --no-progress --out r"
        );
        Assert.Equal(1, session.Code);
        Assert.Matches(
            "^swapstress: the operations of the first loss are not explored: [^\n]*/nonexistent[^\n]*\n$",
            session.Errors
        );
        Assert.Equal(1, Run("r").GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task Results_that_a_full_disk_did_not_take_are_named_in_the_exit_code()
    {
        Session session = await OnDiskOfAsync("48k", $"$SW {Small} --rounds 40 --out full/r");
        Assert.Equal(3, session.Code);
        string[] errors = session.Errors.TrimEnd().Split('\n');
        Assert.StartsWith("swapstress: cannot write full/r/rounds.jsonl: No space left on device", errors[0]);
        string missing = Assert.Single(
            errors,
            line => line.StartsWith("swapstress: results are missing in full/r: ", StringComparison.Ordinal)
        );
        Assert.Matches("[0-9]+ rounds of rounds.jsonl", missing);
        Assert.Contains("run.json", missing);
    }

    [Fact]
    public async Task A_disk_without_room_for_the_matrix_is_no_internal_error()
    {
        Session session = await OnDiskOfAsync(
            "16k",
            "$SW matrix --rounds 1 --sync prepare-tick --threads 2 --region 64K --out full/m"
        );
        Assert.Equal(3, session.Code);
        Assert.DoesNotContain("internal error", session.Errors);
    }

    [Theory]
    [InlineData("HUP")]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("XCPU")]
    public async Task A_signal_is_an_orderly_end(string signal)
    {
        Session session = await ShellAsync(
            $"{Background($"$SW {Small} --rounds 0 --out r")} kill -{signal} $p; wait $p"
        );
        Assert.Equal(130, session.Code);
        Assert.Empty(Warnings(session));
        Assert.True(Run("r").GetProperty("interrupted").GetBoolean());
    }

    [Fact]
    public async Task A_run_under_nohup_goes_on_when_its_terminal_is_closed()
    {
        Session session = await ShellAsync(
            $"{Background($"nohup $SW {Small} --rounds 0 --duration 6s --out r 2>&1")} kill -HUP $p; wait $p"
        );
        AssertWhole(session);
        Assert.False(Run("r").GetProperty("interrupted").GetBoolean());
    }

    [Fact]
    public async Task A_search_that_is_interrupted_shows_what_it_has()
    {
        Session session = await ShellAsync(
            "$SW explore --preemptions 6 --no-stop --json j >out & p=$!; until test -s out; do sleep 0.1; done; sleep 1; "
                + "kill -TERM $p; wait $p; code=$?; cat out; exit $code"
        );
        Assert.Equal((130, ""), (session.Code, session.Errors));
        Assert.Contains("Interrupted: ", session.Output);
        JsonElement json = JsonElement.Parse(File.ReadAllText(_directory["j"]));
        Assert.Equal(130, json.GetProperty("exitCode").GetInt32());
        Assert.NotEmpty(json.GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task A_run_that_was_stopped_for_a_while_says_so()
    {
        Session session = await ShellAsync(
            // Without job control, which would tell the shell of the stop.
            "$SW --threads 4 --region 8M --fix on --no-progress --rounds 0 --duration 15s --out r >out & p=$!; "
                + "until test -s r/rounds.jsonl; do sleep 0.1; done; "
                // In the next round, not between two.
                + "sleep 1; kill -STOP $p; sleep 5; kill -CONT $p; wait $p"
        );
        AssertWhole(session);
        Assert.Contains(
            Warnings(session),
            line =>
                Regex.IsMatch(
                    line,
                    "^swapstress: the process was stopped for [34567] s: times and latencies of round [0-9]+ of ",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
        );
        JsonElement strategy = Run("r").GetProperty("strategies")[0];
        Assert.InRange(strategy.GetProperty("suspendedSeconds").GetDouble(), 3, 8);
        Assert.Single(
            File.ReadLines(_directory["r/rounds.jsonl"]),
            line => JsonElement.Parse(line).GetProperty("suspendedSeconds").GetDouble() > 0
        );
    }

    [Theory]
    [InlineData("--stack=131072", "a stack of 128K is allowed (RLIMIT_STACK)")]
    [InlineData("--nofile=100", "100 open files are allowed (RLIMIT_NOFILE)")]
    [InlineData("--nofile=40", "40 open files are allowed (RLIMIT_NOFILE)")]
    [InlineData("--as=2000000000", "RLIMIT_AS (1907 MiB)")]
    [InlineData("--data=100000000", "RLIMIT_DATA (95 MiB)")]
    public async Task A_limit_below_what_is_needed_is_told(string limit, string expected)
    {
        Session session = await ShellAsync(
            $"command -v prlimit >/dev/null || exit 77; prlimit {limit} $SW {Small} --rounds 2 --out r"
        );
        if (session.Code == 77)
            Assert.Skip("there is no prlimit(1)");
        Assert.Equal((3, ""), (session.Code, session.Output));
        Assert.Contains(expected, session.Errors);
        Assert.Contains("To raise it: ", session.Errors);
        Assert.Single(session.Errors.TrimEnd().Split('\n'));
    }

    /// <summary>A file that may not grow is a full disk; the signal that comes with it ends nothing.</summary>
    [Fact]
    public async Task A_file_size_limit_is_a_write_that_fails()
    {
        Session session = await ShellAsync(
            $"command -v prlimit >/dev/null || exit 77; $SW {Small} --rounds 0 --out r & p=$!; "
                + "until test -s r/rounds.jsonl; do sleep 0.1; done; prlimit --pid $p --fsize=4096; sleep 3; kill -TERM $p; wait $p"
        );
        if (session.Code == 77)
            Assert.Skip("there is no prlimit(1)");
        Assert.Equal(3, session.Code);
        Assert.Contains("swapstress: cannot write r/rounds.jsonl: ", session.Errors);
    }

    [Theory]
    [InlineData("pids", "pids.max", "60", 0, "")]
    [InlineData("pids", "pids.max", "20", 3, "more threads are allowed by ")]
    [InlineData("memory", "memory.limit_in_bytes memory.max", "100M", 3, "MiB are available within ")]
    public async Task A_control_group_caps_or_refuses(
        string controller,
        string files,
        string limit,
        int code,
        string expected
    )
    {
        string swapin =
            controller == "memory" ? "swapin --size 1G --repeat 1 --sync none" : $"{Small} --rounds 2 --out r";
        Session session = await ShellAsync(
            $$"""
            for base in /sys/fs/cgroup/{{controller}} /sys/fs/cgroup; do
                for file in {{files}}; do
                    group=$base/swapstress-test-$$
                    test -d $base && mkdir $group 2>/dev/null || continue
                    trap 'rmdir $group' EXIT
                    if test -f $group/$file && echo {{limit}} >$group/$file && sh -c "echo \$\$ >$group/cgroup.procs" 2>/dev/null; then
                        sh -c 'echo $$ >'$group'/cgroup.procs; exec "$@"' sh $SW {{swapin}}
                        exit
                    fi
                    rmdir $group
                    trap - EXIT
                done
            done
            exit 77
            """
        );
        if (session.Code == 77)
            Assert.Skip($"a control group with {files} needs root and the {controller} controller");
        // A run of so few workers may prove nothing.
        Assert.True(session.Code == code || (code, session.Code) == (0, 4), session.Output + session.Errors);
        Assert.Contains(expected, session.Errors);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>The run ended by itself, with all its results; whether such a small one proves anything is another matter.</summary>
    private void AssertWhole(Session session)
    {
        Assert.True(session.Code is 0 or 4, $"{session.Code} {session.Errors}");
        Assert.Equal(session.Code, Run("r").GetProperty("exitCode").GetInt32());
        Assert.Empty(Run("r").GetProperty("missing").EnumerateArray());
    }

    /// <summary>What was told on stderr, but for how the run gets on.</summary>
    private static string[] Warnings(Session session) =>
        [.. session.Errors.Split('\n').Where(line => line.StartsWith("swapstress: ", StringComparison.Ordinal))];

    private JsonElement Run(string results) =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(_directory[results], "run.json")));

    /// <summary>Starts a run and waits until it has done a round; its process is $p, and Ctrl-C reaches it.</summary>
    private static string Background(string command) =>
        $"set -m; {command} >out & p=$!; until test -s r/rounds.jsonl; do sleep 0.1; done;";

    private async Task<Session> OnDiskOfAsync(string size, string command)
    {
        Session session = await ShellAsync(
            $"mkdir full; mount -t tmpfs -o size={size} swapstress-test full 2>/dev/null || exit 77; {command}; code=$?; umount full; exit $code"
        );
        if (session.Code == 77)
            Assert.Skip("a disk of a known size needs root and mount(8)");
        return session;
    }

    /// <summary>Runs a script in bash, in the test's directory; $SW is the program.</summary>
    private Task<Session> ShellAsync(string script)
    {
        ProcessStartInfo program = BuiltProgram.Start();
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = _directory.Path };
        start.Environment["SW"] = $"{program.FileName} {program.ArgumentList[0]}";
        return ChildProcess.RunAsync(start, TestContext.Current.CancellationToken);
    }
}
