using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Kernel;
using SwapStress.Harness.Options;
using SwapStress.Harness.Runs;
using SwapStress.Stress.Display.Live;
using SwapStress.Stress.Metrics;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Run;

/// <summary>Runs the rounds as a service of the generic host, which turns Ctrl-C and SIGTERM into an orderly end.</summary>
internal static class RunHost
{
    /// <summary>Runs, and says how it ended.</summary>
    /// <param name="errors">Warnings, and how the run gets on where there is no <paramref name="terminal"/>.</param>
    /// <param name="terminal">Shows how the run gets on; null for none.</param>
    /// <exception cref="UsageException">The options cannot be met.</exception>
    /// <exception cref="EnvironmentException">This machine cannot do it.</exception>
    public static async Task<RunOutcome> RunAsync(
        RunPlan plan,
        IModel model,
        TextWriter output,
        TextWriter errors,
        LiveTerminal? terminal
    )
    {
        StressOptions options = plan.Options;
        OtlpEndpoint? endpoint = OtlpEndpoint.FromEnvironment(Environment.GetEnvironmentVariable);
        MemoryNeed.Require(options);
        PageContent content = options.LoadContent();
        if (options.Backend == Backend.Kernel)
            options = options with { Swap = HostSwap.Require(options.RegionBytes) };
        ModelSetup setup = options.Swap is { } swap
            ? HostKernel.Prepare(options, swap)
            : model.Prepare(options, content);
        using LiveView? view = terminal is null ? null : new LiveView(options, terminal);
        var narrator = new Narrator(options, setup.DeviceText, output, errors, view);
        var outcome = new RunOutcome();
        using var metrics = new RunMetrics();
        using IDisposable? export = OtlpExport.Start(endpoint, narrator.Warn);

        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddProvider(new LineLoggerProvider(narrator.Warn));
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        // A stopped round is still checked, which takes as long as it takes; a second Ctrl-C ends it at once.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton(narrator);
        builder.Services.AddSingleton(outcome);
        builder.Services.AddSingleton(
            new StressRunner(options, setup.Regions, content, narrator) { Watch = metrics.Update }
        );
        builder.Services.AddHostedService<RunService>();

        using IHost host = builder.Build();
        using Interrupts interrupts = Interrupts.HandleOthers(
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication
        );
        await host.RunAsync();
        outcome.Failure?.Throw();
        return outcome;
    }
}
