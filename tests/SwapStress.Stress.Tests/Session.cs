using SwapStress.Races;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests;

/// <summary>One start of the program, with what it wrote.</summary>
internal sealed record Session(int Code, string Output, string Errors)
{
    public static Task<Session> RunAsync(IModel model, params string[] arguments) =>
        RunAsync(model, RaceCatalogue.Default, arguments);

    public static async Task<Session> RunAsync(IModel model, RaceCatalogue races, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = await new SwapStressProgram(model, output, errors, races).RunAsync(arguments);
        return new Session(code, WithLineFeeds(output.ToString()), WithLineFeeds(errors.ToString()));
    }

    /// <summary>A text as every system but Windows has it.</summary>
    public static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>A small run whose results go to a directory of the test's.</summary>
    public static Task<Session> RunSmallAsync(IModel model, TestDirectory directory, params string[] more) =>
        RunSmallAsync(model, directory["out"], more);

    /// <summary>The same.</summary>
    public static Task<Session> RunSmallAsync(IModel model, string results, params string[] more) =>
        RunAsync(
            model,
            ["--threads", "6", "--region", "1M", "--rounds", "2", "--content", "zero", "--out", results, .. more]
        );
}
