using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Hosting;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;
using SwapStress.Harness.Workers;
using SwapStress.Stress.Report;

namespace SwapStress.Stress.Run;

/// <summary>The run itself, on a thread of its own.</summary>
internal sealed class RunService(
    StressRunner runner,
    RunPlan plan,
    Narrator narrator,
    RunOutcome outcome,
    IHostApplicationLifetime lifetime
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(
            () => Run(stoppingToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    [SuppressMessage("Design", "CA1031", Justification = "Handed to the caller of the host.")]
    private void Run(CancellationToken stoppingToken)
    {
        var stop = new StopFlag();
        using CancellationTokenRegistration interrupt = stoppingToken.Register(() =>
            stop.Request(StopReason.Interrupted)
        );
        ResultsRecorder? recorder = null;
        try
        {
            if (plan.Earlier is { } earlier)
                narrator.IntroduceResumed(earlier);
            narrator.Introduce();
            RunResult result = runner.Run(() => recorder = plan.OpenRecorder(narrator.Warn), stop);
            narrator.Conclude(result, recorder!.DirectoryPath);
            if (recorder.TraceWindows is { } windows)
                narrator.SayTrace(windows);
            outcome.Result = result;
            outcome.LacksResults = recorder.Missing.Count > 0;
            if (outcome.LacksResults)
                narrator.Warn(
                    $"results are missing in {recorder.DirectoryPath}: {string.Join(", ", recorder.Missing)}"
                );
        }
        catch (Exception exception)
        {
            outcome.Failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            recorder?.Dispose();
            if (recorder is not null)
                ReportFile.WriteBeside(recorder.DirectoryPath, narrator.Warn);
            lifetime.StopApplication();
        }
    }
}
