using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Tests.Shell;

public sealed class ProgramNameTests
{
    private const string Binary = "/src/stress/bin/Release/net10.0/swapstress";

    [Theory]
    // By a script, which says so; by dotnet run; on PATH; by its path; by dotnet.
    [InlineData("./run-stress.sh", "", Binary, "dotnet run --project stress -- --rounds 3", "./run-stress.sh")]
    [InlineData(
        "",
        "",
        Binary,
        "/usr/bin/dotnet run -c Release --project stress -- --rounds 3",
        "dotnet run -c Release --project stress --"
    )]
    [InlineData("", "/usr/bin:/root/.dotnet/tools", "/root/.dotnet/tools/swapstress", "bash", "swapstress")]
    [InlineData("", "/usr/bin", Binary, "bash", "stress/bin/Release/net10.0/swapstress")]
    [InlineData("", "/usr/bin", "/opt/swapstress", "bash", "/opt/swapstress")]
    [InlineData("", "/usr/bin", "/src/swapstress", "bash", "./swapstress")]
    [InlineData("", "/usr/bin", "/usr/bin/dotnet", "bash", "dotnet stress/bin/Release/net10.0/swapstress.dll")]
    public void A_command_begins_as_its_user_began(
        string typed,
        string path,
        string host,
        string parent,
        string expected
    )
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the paths are those of a Unix");
        Assert.Equal(
            expected,
            ProgramName.Of(name => name == "PATH" ? path : typed, host, Binary + ".dll", parent.Split(' '), "/src")
        );
    }

    [Fact]
    public async Task The_script_says_how_it_was_called()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("a script for a shell");
        Assert.Contains(
            $"{ProgramName.Variable}=$0",
            await File.ReadAllLinesAsync(
                Path.Combine(Repository.Root, "run-stress.sh"),
                TestContext.Current.CancellationToken
            )
        );
    }
}
