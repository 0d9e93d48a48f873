namespace SwapStress.Stress.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); ; directory = directory.Parent!)
        {
            Assert.NotNull(directory);
            if (File.Exists(Path.Combine(directory.FullName, "SwapStress.sln")))
                return directory.FullName;
        }
    }
}
